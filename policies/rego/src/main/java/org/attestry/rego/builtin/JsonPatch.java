package org.attestry.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** JSON Patch (RFC 6902), on sets as well: their items are named by themselves. */
final class JsonPatch {
    private final BuiltinContext context;

    private JsonPatch(BuiltinContext context) {
        this.context = context;
    }

    /** A patch that is malformed or does not fit has no answer, and no reason is told for it, however strict. */
    static @Nullable RegoValue apply(BuiltinContext context, RegoValue document, RegoArray operations) {
        var patch = new JsonPatch(context);
        RegoValue at = document;
        try {
            for (var operation : operations) at = patch.operation(at, Args.object(operation));
            return at;
        } catch (BuiltinFailure e) {
            return null;
        }
    }

    /** Answers null for the document that was removed as a whole; what does not fit is a failure. */
    private @Nullable RegoValue operation(@Nullable RegoValue document, RegoObject operation) {
        var path = path(operation, "path");
        return switch (Args.text(need(operation, "op"))) {
            case "add" -> added(document, path, need(operation, "value"));
            case "remove" -> removed(document, path);
            case "replace" -> {
                var value = need(operation, "value");
                yield added(removed(document, path), path, value);
            }
            case "move" -> {
                var from = path(operation, "from");
                var value = found(document, from);
                yield added(removed(document, from), path, value);
            }
            case "copy" -> added(document, path, found(document, path(operation, "from")));
            case "test" -> {
                var wanted = need(operation, "value");
                if (!found(document, path).equals(wanted)) throw unfit();
                yield document;
            }
            default -> throw unfit();
        };
    }

    private static BuiltinFailure unfit() {
        return BuiltinFailure.of("json.patch: an operation does not fit");
    }

    private static RegoValue found(@Nullable RegoValue document, List<RegoValue> path) {
        var value = document == null ? null : find(document, path);
        if (value == null) throw unfit();
        return value;
    }

    private RegoValue added(@Nullable RegoValue document, List<RegoValue> path, RegoValue value) {
        if (path.isEmpty()) return value;
        var changed = document == null ? null : add(document, path, 0, value);
        if (changed == null) throw unfit();
        return changed;
    }

    private @Nullable RegoValue removed(@Nullable RegoValue document, List<RegoValue> path) {
        if (document == null) throw unfit();
        if (path.isEmpty()) return null;
        var changed = remove(document, path, 0);
        if (changed == null) throw unfit();
        return changed;
    }

    private static RegoValue need(RegoObject operation, String key) {
        var value = operation.get(key);
        if (value == null) throw unfit();
        return value;
    }

    private static List<RegoValue> path(RegoObject operation, String key) {
        return Paths.parse(need(operation, key));
    }

    private static @Nullable RegoValue find(RegoValue document, List<RegoValue> path) {
        RegoValue at = document;
        for (var step : path) {
            at = at instanceof RegoArray array ? element(array, step) : Objects.child(at, step);
            if (at == null) return null;
        }
        return at;
    }

    private static @Nullable RegoValue element(RegoArray array, RegoValue step) {
        int index = index(step, array.size());
        return index < 0 || index >= array.size() ? null : array.get(index);
    }

    /** The position a step names, {@code -} being the end; -1 for none. */
    private static int index(RegoValue step, int size) {
        if (step instanceof RegoNumber number)
            return number.isSmall() && number.smallValue() <= size ? (int) Math.max(-1, number.smallValue()) : -1;
        if (!(step instanceof RegoString text)) return -1;
        if (text.value().equals("-")) return size;
        return text.value().matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(text.value()) : -1;
    }

    private @Nullable RegoValue add(RegoValue at, List<RegoValue> path, int depth, RegoValue value) {
        if (depth == path.size()) return value;
        boolean last = depth == path.size() - 1;
        var step = path.get(depth);
        if (last && at instanceof RegoArray array) return inserted(array, step, value);
        if (last && at instanceof RegoSet set) return step.equals(value) ? added(set, value) : null;
        if (last && at instanceof RegoObject object) return paid(object).with(step, value);
        var below = child(at, step);
        var changed = below == null ? null : add(below, path, depth + 1, value);
        return changed == null ? null : put(at, step, changed);
    }

    private RegoObject paid(RegoObject object) {
        context.charge(object.size());
        return object;
    }

    private @Nullable RegoValue inserted(RegoArray array, RegoValue step, RegoValue value) {
        int index = index(step, array.size());
        if (index < 0 || index > array.size()) return null;
        context.charge(array.size() + 1L);
        var made = Building.array(array.size() + 1);
        for (int i = 0; i < index; i++) Building.append(made, array.get(i));
        Building.append(made, value);
        for (int i = index; i < array.size(); i++) Building.append(made, array.get(i));
        return made;
    }

    private RegoSet added(RegoSet set, RegoValue value) {
        context.charge(set.size() + 1L);
        var made = Building.set(set.size() + 1);
        for (var item : set) Building.add(made, item);
        Building.add(made, value);
        return made;
    }

    private static @Nullable RegoValue child(RegoValue at, RegoValue step) {
        return at instanceof RegoArray array ? element(array, step) : Objects.child(at, step);
    }

    private RegoValue put(RegoValue at, RegoValue step, RegoValue value) {
        return switch (at) {
            case RegoObject object -> paid(object).with(step, value);
            case RegoArray array -> {
                var items = new ArrayList<>(array.asList());
                context.charge(items.size());
                items.set(index(step, items.size()), value);
                yield RegoArray.of(items);
            }
            case RegoSet set -> added(without(set, step), value);
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ ->
                throw BuiltinFailure.of("json.patch: not a collection");
        };
    }

    private RegoSet without(RegoSet set, RegoValue gone) {
        context.charge(set.size());
        var made = Building.set(set.size());
        for (var item : set) if (!item.equals(gone)) Building.add(made, item);
        return made;
    }

    private @Nullable RegoValue remove(RegoValue at, List<RegoValue> path, int depth) {
        var step = path.get(depth);
        var below = child(at, step);
        if (below == null) return null;
        if (depth < path.size() - 1) {
            var changed = remove(below, path, depth + 1);
            return changed == null ? null : put(at, step, changed);
        }
        return switch (at) {
            case RegoObject object -> {
                var made = Building.object(object.size());
                paid(object).forEach((key, value) -> {
                    if (!key.equals(step)) Building.put(made, key, value);
                });
                yield made;
            }
            case RegoArray array -> {
                var items = new ArrayList<>(array.asList());
                context.charge(items.size());
                var _ = items.remove(index(step, items.size()));
                yield RegoArray.of(items);
            }
            case RegoSet set -> without(set, step);
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> null;
        };
    }
}
