package org.attestry.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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

/** Objects: reading, filtering, joining; and walking any document. */
final class Objects {
    private Objects() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of("object.get", "object, any, any -> any", (c, a) -> get(Args.object(a[0]), a[1], a[2])),
                Builtin.of("object.keys", "object -> set", (c, a) -> keys(c, Args.object(a[0]))),
                Builtin.of(
                        "object.union",
                        "object, object -> object",
                        (c, a) -> union(c, Args.object(a[0]), Args.object(a[1]))),
                Builtin.of("object.union_n", "array[object] -> object", (c, a) -> unionAll(c, Args.array(a[0]))),
                Builtin.of(
                        "object.remove",
                        "object, array|set|object -> object",
                        (c, a) -> remove(c, Args.object(a[0]), among(a[1]))),
                Builtin.of(
                        "object.filter",
                        "object, array|set|object -> object",
                        (c, a) -> filter(c, Args.object(a[0]), among(a[1]))),
                Builtin.of(
                        "object.subset",
                        "object|set|array, object|set|array -> boolean",
                        (c, a) -> subset(c, a[0], a[1])),
                Builtin.of(
                        "json.filter",
                        "object, array|set -> object",
                        (c, a) -> Paths.filter(c, Args.object(a[0]), a[1])),
                Builtin.of(
                        "json.remove",
                        "object, array|set -> object",
                        (c, a) -> Paths.remove(c, Args.object(a[0]), a[1])),
                Builtin.of(
                        "json.patch",
                        "any, array[object] -> any",
                        (c, a) -> JsonPatch.apply(c, a[0], Args.array(a[1]))),
                Builtin.of("walk", "any -> array", (c, a) -> walk(c, a[0])),
                Builtin.of(
                        "graph.reachable",
                        "object, array|set -> set",
                        (c, a) -> Graphs.reachable(c, Args.object(a[0]), a[1])),
                Builtin.of(
                        "graph.reachable_paths",
                        "object, array|set -> set[array]",
                        (c, a) -> Graphs.paths(c, Args.object(a[0]), a[1])));
    }

    private static RegoValue get(RegoObject object, RegoValue key, RegoValue otherwise) {
        if (!(key instanceof RegoArray path)) {
            var value = object.get(key);
            return value == null ? otherwise : value;
        }
        RegoValue at = object;
        for (var step : path) {
            at = child(at, step);
            if (at == null) return otherwise;
        }
        return at;
    }

    static @Nullable RegoValue child(RegoValue at, RegoValue step) {
        return switch (at) {
            case RegoObject object -> object.get(step);
            case RegoArray array -> array.find(step);
            case RegoSet set -> set.contains(step) ? step : null;
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> null;
        };
    }

    private static RegoSet keys(BuiltinContext context, RegoObject object) {
        context.charge(object.size());
        return RegoSet.of(object.keys());
    }

    private static RegoObject union(BuiltinContext context, RegoObject a, RegoObject b) {
        context.charge((long) a.size() + b.size());
        var made = Building.copy(a, b.size());
        b.forEach((key, value) -> {
            if (a.get(key) instanceof RegoObject before && value instanceof RegoObject over) {
                Building.put(made, key, union(context, before, over));
            } else {
                Building.put(made, key, value);
            }
        });
        return made;
    }

    private static RegoObject unionAll(BuiltinContext context, RegoArray objects) {
        var made = RegoObject.EMPTY;
        for (var object : objects) made = union(context, made, Args.object(object));
        return made;
    }

    /** Asked of the collection itself, which finds keys of one hash as soon as others. */
    private static Predicate<RegoValue> among(RegoValue keys) {
        return switch (keys) {
            case RegoObject object -> object::has;
            case RegoArray array -> array::contains;
            case RegoSet set -> set::contains;
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> Args.elements(keys)::contains;
        };
    }

    private static RegoObject remove(BuiltinContext context, RegoObject object, Predicate<RegoValue> keys) {
        return entries(context, object, keys.negate(), Building.object(object.size()));
    }

    private static RegoObject filter(BuiltinContext context, RegoObject object, Predicate<RegoValue> keys) {
        return entries(context, object, keys, Building.object(8));
    }

    private static RegoObject entries(
            BuiltinContext context, RegoObject object, Predicate<RegoValue> wanted, RegoObject made) {
        context.charge(object.size());
        object.forEach((key, value) -> {
            if (wanted.test(key)) Building.put(made, key, value);
        });
        return made;
    }

    private static RegoValue subset(BuiltinContext context, RegoValue whole, RegoValue part) {
        if (whole instanceof RegoArray w && part instanceof RegoSet p) return Args.of(holds(context, w, p));
        if (!whole.typeName().equals(part.typeName())) {
            throw BuiltinFailure.type("object.subset: both arguments must be of the same type or array and set");
        }
        return Args.of(isSubset(context, whole, part));
    }

    /** Counts elements that are in the set until there are as many: one that is there twice counts twice. */
    private static boolean holds(BuiltinContext context, RegoArray whole, RegoSet part) {
        context.charge(whole.size());
        int missing = part.size();
        for (var item : whole) {
            if (part.contains(item)) missing--;
            if (missing == 0) return true;
        }
        return false;
    }

    private static boolean isSubset(BuiltinContext context, RegoValue whole, RegoValue part) {
        context.charge(1);
        if (whole instanceof RegoObject w && part instanceof RegoObject p) return isSubset(context, w, p);
        if (whole instanceof RegoSet w && part instanceof RegoSet p) {
            for (var item : p) if (!w.contains(item)) return false;
            return true;
        }
        if (whole instanceof RegoArray w && part instanceof RegoArray p) return isRun(context, w, p);
        return whole.equals(part);
    }

    private static boolean isSubset(BuiltinContext context, RegoObject whole, RegoObject part) {
        for (int i = 0; i < part.size(); i++) {
            var value = whole.get(part.sortedKey(i));
            if (value == null || !isSubset(context, value, part.sortedValue(i))) return false;
        }
        return true;
    }

    private static boolean isRun(BuiltinContext context, RegoArray whole, RegoArray part) {
        for (int start = 0; start + part.size() <= whole.size(); start++) {
            context.charge(part.size());
            if (whole.slice(start, start + part.size()).equals(part)) return true;
        }
        return false;
    }

    private static RegoArray walk(BuiltinContext context, RegoValue root) {
        var found = Building.array(16);
        walk(context, root, new ArrayList<>(), found);
        return found;
    }

    private static void walk(BuiltinContext context, RegoValue at, List<RegoValue> path, RegoArray found) {
        context.charge(path.size() + 2L);
        Building.append(found, RegoArray.of(RegoArray.of(path), at));
        switch (at) {
            case RegoArray array -> {
                for (int i = 0; i < array.size(); i++) step(context, RegoNumber.of(i), array.get(i), path, found);
            }
            case RegoObject object -> {
                for (int i = 0; i < object.size(); i++)
                    step(context, object.sortedKey(i), object.sortedValue(i), path, found);
            }
            case RegoSet set -> {
                for (var item : set) step(context, item, item, path, found);
            }
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> {}
        }
    }

    private static void step(
            BuiltinContext context, RegoValue key, RegoValue value, List<RegoValue> path, RegoArray found) {
        path.add(key);
        walk(context, value, path, found);
        path.removeLast();
    }

    static String keyText(RegoValue key) {
        return key instanceof RegoString s ? s.value() : key.toString();
    }
}
