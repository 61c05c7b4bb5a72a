package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.array;
import static org.attestry.rego.builtin.Args.elements;
import static org.attestry.rego.builtin.Args.set;

import java.util.ArrayList;
import java.util.Collections;
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

/** Counting, summing, sorting; arrays and sets. */
final class Aggregates {
    private Aggregates() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of("count", "string|array|object|set -> number", (c, a) -> count(a[0])),
                Builtin.of("sum", "array[number]|set[number] -> number", (c, a) -> sum(c, a[0])),
                Builtin.of("product", "array[number]|set[number] -> number", (c, a) -> product(c, a[0])),
                Builtin.of("max", "array|set -> any", (c, a) -> extreme(c, a[0], true)),
                Builtin.of("min", "array|set -> any", (c, a) -> extreme(c, a[0], false)),
                Builtin.of("sort", "array|set -> array", (c, a) -> sort(c, a[0])),
                Builtin.of(
                        "all",
                        "array|set -> boolean",
                        (c, a) -> Args.of(elements(a[0]).stream().allMatch(v -> v.equals(Args.of(true))))),
                Builtin.of(
                        "any",
                        "array|set -> boolean",
                        (c, a) -> Args.of(elements(a[0]).stream().anyMatch(v -> v.equals(Args.of(true))))),
                Builtin.of("array.concat", "array, array -> array", (c, a) -> concat(c, array(a[0]), array(a[1]))),
                Builtin.of("array.slice", "array, number, number -> array", (c, a) -> slice(array(a[0]), a[1], a[2])),
                Builtin.of("array.reverse", "array -> array", (c, a) -> reverse(c, array(a[0]))),
                Builtin.of("array.flatten", "array -> array", (c, a) -> flatten(c, array(a[0]))),
                Builtin.of("and", "set, set -> set", (c, a) -> both(c, set(a[0]), set(a[1]))),
                Builtin.of("or", "set, set -> set", (c, a) -> either(c, set(a[0]), set(a[1]))),
                Builtin.of("intersection", "set[set] -> set", (c, a) -> intersection(c, set(a[0]))),
                Builtin.of("union", "set[set] -> set", (c, a) -> union(c, set(a[0]))),
                Builtin.of("set_diff", "set, set -> set", (c, a) -> difference(c, set(a[0]), set(a[1]))),
                Builtin.of("internal.member_2", "any, any -> boolean", (c, a) -> Args.of(member(c, a[0], a[1]))),
                Builtin.of(
                        "internal.member_3", "any, any, any -> boolean", (c, a) -> Args.of(entry(a[0], a[1], a[2]))));
    }

    private static RegoNumber count(RegoValue value) {
        return RegoNumber.of(
                switch (value) {
                    case RegoString s -> s.value().codePointCount(0, s.value().length());
                    case RegoArray array -> array.size();
                    case RegoObject object -> object.size();
                    case RegoSet set -> set.size();
                    case RegoNull _, RegoBoolean _, RegoNumber _ ->
                        throw BuiltinFailure.type("count: must be a collection but got " + value.typeName());
                });
    }

    private static RegoNumber sum(BuiltinContext context, RegoValue numbers) {
        var sum = RegoNumber.of(0);
        var items = elements(numbers);
        context.charge(items.size());
        for (var item : items) sum = Numbers.plus(sum, Args.number(item));
        return sum;
    }

    private static RegoNumber product(BuiltinContext context, RegoValue numbers) {
        var product = RegoNumber.of(1);
        for (var item : elements(numbers)) {
            context.charge(16);
            product = Numbers.times(product, Args.number(item));
        }
        return product;
    }

    private static @Nullable RegoValue extreme(BuiltinContext context, RegoValue values, boolean max) {
        var items = elements(values);
        context.charge(items.size());
        if (items.isEmpty()) return null;
        return max ? Collections.max(items) : Collections.min(items);
    }

    private static RegoArray sort(BuiltinContext context, RegoValue values) {
        var items = new ArrayList<>(elements(values));
        context.charge(items.size() * 4L);
        Collections.sort(items);
        return RegoArray.of(items);
    }

    private static RegoArray concat(BuiltinContext context, RegoArray a, RegoArray b) {
        context.charge((long) a.size() + b.size());
        var all = Building.array(a.size() + b.size());
        for (var item : a) Building.append(all, item);
        for (var item : b) Building.append(all, item);
        return all;
    }

    private static RegoArray slice(RegoArray array, RegoValue from, RegoValue to) {
        int start = Math.clamp(Args.index(from), 0, array.size());
        int stop = Math.clamp(Args.index(to), 0, array.size());
        return start >= stop ? RegoArray.EMPTY : array.slice(start, stop);
    }

    private static RegoArray reverse(BuiltinContext context, RegoArray array) {
        context.charge(array.size());
        var reversed = Building.array(array.size());
        for (int i = array.size() - 1; i >= 0; i--) Building.append(reversed, array.get(i));
        return reversed;
    }

    private static RegoArray flatten(BuiltinContext context, RegoArray array) {
        var flat = Building.array(array.size());
        for (var item : array) {
            context.charge(1);
            if (item instanceof RegoArray inner) {
                context.charge(inner.size());
                for (var one : inner) Building.append(flat, one);
            } else {
                Building.append(flat, item);
            }
        }
        return flat;
    }

    private static RegoSet both(BuiltinContext context, RegoSet a, RegoSet b) {
        context.charge(Math.min(a.size(), b.size()));
        boolean first = a.size() <= b.size();
        var smaller = first ? a : b;
        var larger = first ? b : a;
        var common = Building.set(smaller.size());
        for (var item : smaller) if (larger.contains(item)) Building.add(common, item);
        return common;
    }

    private static RegoSet either(BuiltinContext context, RegoSet a, RegoSet b) {
        context.charge((long) a.size() + b.size());
        var all = Building.set(a.size() + b.size());
        for (var item : a) Building.add(all, item);
        for (var item : b) Building.add(all, item);
        return all;
    }

    private static RegoSet difference(BuiltinContext context, RegoSet a, RegoSet b) {
        context.charge(a.size());
        var left = Building.set(a.size());
        for (var item : a) if (!b.contains(item)) Building.add(left, item);
        return left;
    }

    private static RegoSet intersection(BuiltinContext context, RegoSet sets) {
        RegoSet common = null;
        for (var set : sets) common = common == null ? set(set) : both(context, common, set(set));
        return common == null ? RegoSet.EMPTY : common;
    }

    private static RegoSet union(BuiltinContext context, RegoSet sets) {
        var all = Building.set(8);
        for (var set : sets) {
            context.charge(set(set).size());
            for (var item : set(set)) Building.add(all, item);
        }
        return all;
    }

    private static boolean member(BuiltinContext context, RegoValue item, RegoValue in) {
        return switch (in) {
            case RegoArray array -> array.contains(item);
            case RegoSet set -> set.contains(item);
            case RegoObject object -> {
                context.charge(object.size());
                for (int i = 0; i < object.size(); i++)
                    if (object.sortedValue(i).equals(item)) yield true;
                yield false;
            }
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> false;
        };
    }

    private static boolean entry(RegoValue key, RegoValue value, RegoValue in) {
        return switch (in) {
            case RegoArray array -> value.equals(array.find(key));
            case RegoSet set -> key.equals(value) && set.contains(key);
            case RegoObject object -> value.equals(object.get(key));
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> false;
        };
    }
}
