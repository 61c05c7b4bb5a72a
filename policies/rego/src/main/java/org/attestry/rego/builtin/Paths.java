package org.attestry.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
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

/** Keeping or removing the parts of a document that a list of paths names. */
final class Paths {
    /** A tree of steps; a leaf stands for everything below. */
    private static final class Steps {
        private final TreeMap<RegoValue, Steps> next = new TreeMap<>();
        private boolean leaf;
    }

    private Paths() {}

    private static Steps steps(RegoValue paths) {
        var root = new Steps();
        for (var path : Args.elements(paths)) {
            var at = root;
            for (var step : parse(path)) at = at.next.computeIfAbsent(step, _ -> new Steps());
            // The empty path names nothing, not everything.
            at.leaf = at != root;
        }
        return root;
    }

    /** A path as an array of steps, or as text where slashes, any number of them in front, come between. */
    static List<RegoValue> parse(RegoValue path) {
        if (path instanceof RegoArray array) return array.asList();
        if (!(path instanceof RegoString text))
            throw BuiltinFailure.type(
                    "must be one of {set, array} containing string paths or array of path segments but got "
                            + path.typeName());
        var steps = new ArrayList<RegoValue>();
        if (text.value().isEmpty()) return steps;
        for (var step : text.value().replaceFirst("^/+", "").split("/", -1))
            steps.add(RegoString.of(step.replace("~1", "/").replace("~0", "~")));
        return steps;
    }

    static RegoValue filter(BuiltinContext context, RegoObject object, RegoValue paths) {
        return filter(context, object, steps(paths));
    }

    /** What has no parts is kept where a path leads into it. */
    private static RegoValue filter(BuiltinContext context, RegoValue at, Steps steps) {
        context.charge(1);
        if (steps.leaf) return at;
        return switch (at) {
            case RegoObject object -> filterObject(context, object, steps);
            case RegoArray array -> filterArray(context, array, steps);
            case RegoSet set -> filterSet(context, set, steps);
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> at;
        };
    }

    private static RegoValue filterObject(BuiltinContext context, RegoObject object, Steps steps) {
        var kept = Building.object(steps.next.size());
        steps.next.forEach((key, below) -> {
            var value = object.get(key);
            if (value != null) Building.put(kept, key, filter(context, value, below));
        });
        return kept;
    }

    private static RegoValue filterArray(BuiltinContext context, RegoArray array, Steps steps) {
        var kept = Building.array(steps.next.size());
        for (int i = 0; i < array.size(); i++) {
            var below = at(steps, i);
            if (below != null) Building.append(kept, filter(context, array.get(i), below));
        }
        return kept;
    }

    private static RegoValue filterSet(BuiltinContext context, RegoSet set, Steps steps) {
        var kept = Building.set(steps.next.size());
        for (var item : set) {
            var below = steps.next.get(item);
            if (below != null) Building.add(kept, filter(context, item, below));
        }
        return kept;
    }

    /** An element is named by the digits of its index, never by the number. */
    private static @Nullable Steps at(Steps steps, int index) {
        return steps.next.get(RegoString.of(Integer.toString(index)));
    }

    static RegoValue remove(BuiltinContext context, RegoObject object, RegoValue paths) {
        var left = remove(context, object, steps(paths));
        return left == null ? RegoObject.EMPTY : left;
    }

    private static @Nullable RegoValue remove(BuiltinContext context, RegoValue at, Steps steps) {
        context.charge(1);
        if (steps.leaf) return null;
        return switch (at) {
            case RegoObject object -> {
                var left = Building.object(object.size());
                object.forEach((key, value) -> {
                    var below = steps.next.get(key);
                    var part = below == null ? value : remove(context, value, below);
                    if (part != null) Building.put(left, key, part);
                });
                yield left;
            }
            case RegoArray array -> {
                var left = Building.array(array.size());
                for (int i = 0; i < array.size(); i++) {
                    var below = at(steps, i);
                    var part = below == null ? array.get(i) : remove(context, array.get(i), below);
                    if (part != null) Building.append(left, part);
                }
                yield left;
            }
            case RegoSet set -> {
                var left = Building.set(set.size());
                for (var item : set) {
                    var below = steps.next.get(item);
                    var part = below == null ? item : remove(context, item, below);
                    if (part != null) Building.add(left, part);
                }
                yield left;
            }
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> at;
        };
    }
}
