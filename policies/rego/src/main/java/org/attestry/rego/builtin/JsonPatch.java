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

    static @Nullable RegoValue apply(BuiltinContext context, RegoValue document, RegoArray operations) {
        var patch = new JsonPatch(context);
        RegoValue at = document;
        for (var operation : operations) {
            at = patch.operation(at, Args.object(operation));
            if (at == null) return null;
        }
        return at;
    }

    private @Nullable RegoValue operation(RegoValue document, RegoObject operation) {
        var path = path(operation, "path");
        return switch (Args.text(need(operation, "op"))) {
            case "add" -> add(document, path, 0, need(operation, "value"));
            case "remove" -> path.isEmpty() ? null : remove(document, path, 0);
            case "replace" -> replace(document, path, need(operation, "value"));
            case "move" -> move(document, path(operation, "from"), path);
            case "copy" -> copy(document, path(operation, "from"), path);
            case "test" -> need(operation, "value").equals(find(document, path)) ? document : null;
            default -> throw BuiltinFailure.of("json.patch: must be one of {add, remove, replace, move, copy, test}");
        };
    }

    private static RegoValue need(RegoObject operation, String key) {
        var value = operation.get(key);
        if (value == null) throw BuiltinFailure.type("json.patch: missing '" + key + "'");
        return value;
    }

    private static List<RegoValue> path(RegoObject operation, String key) {
        var path = need(operation, key);
        if (path instanceof RegoArray array) return array.asList();
        var text = Args.text(path);
        var steps = new ArrayList<RegoValue>();
        if (text.isEmpty()) return steps;
        var trimmed = text.startsWith("/") ? text.substring(1) : text;
        for (var step : trimmed.split("/", -1))
            steps.add(RegoString.of(step.replace("~1", "/").replace("~0", "~")));
        return steps;
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
            return number.isInteger() && number.isSmall() && number.smallValue() <= size
                    ? (int) Math.max(-1, number.smallValue())
                    : -1;
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

    private @Nullable RegoValue replace(RegoValue document, List<RegoValue> path, RegoValue value) {
        if (path.isEmpty()) return value;
        if (find(document, path) == null) return null;
        var removed = remove(document, path, 0);
        return removed == null ? null : add(removed, path, 0, value);
    }

    private @Nullable RegoValue move(RegoValue document, List<RegoValue> from, List<RegoValue> to) {
        var value = find(document, from);
        if (value == null) return null;
        var removed = from.isEmpty() ? document : remove(document, from, 0);
        return removed == null ? null : add(removed, to, 0, value);
    }

    private @Nullable RegoValue copy(RegoValue document, List<RegoValue> from, List<RegoValue> to) {
        var value = find(document, from);
        return value == null ? null : add(document, to, 0, value);
    }
}
