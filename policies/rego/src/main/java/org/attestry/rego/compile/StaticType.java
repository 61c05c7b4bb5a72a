package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a value before anything is evaluated, as OPA's type checker knows it; prints as OPA prints it.
 *
 * <p>A type may say too little, never too much: what a {@link #mayEqual} denies can never come out equal, save that it
 * tells two empty collections apart whose parts would differ. What grows beyond {@link #MOST} parts becomes
 * {@link #any}, so that types stay small whatever a policy nests.
 */
public sealed interface StaticType {
    /** The largest type that is kept, in parts. */
    int MOST = 1_000;

    /** Nothing is known. */
    record Any() implements StaticType {
        private static final Any ANY = new Any();

        @Override
        public String toString() {
            return "any";
        }
    }

    /** A value without parts: {@code null}, {@code boolean}, {@code number} or {@code string}. */
    record Plain(String kind) implements StaticType {
        @Override
        public String toString() {
            return kind;
        }
    }

    /** An array: the items that are known, and what any further ones are, or null where there are none. */
    record Arrays(List<StaticType> items, @Nullable StaticType rest, int parts) implements StaticType {
        @Override
        public String toString() {
            var known = items.stream().map(Object::toString).collect(Collectors.joining(", ", "<", ">"));
            return "array" + (items.isEmpty() ? "" : known) + (rest == null ? "" : "[" + rest + "]");
        }
    }

    /** An object: the values of keys that are known, and of what kind any further keys and values are. */
    record Objects(
            Map<RegoValue, StaticType> fields, @Nullable Further further, int parts) implements StaticType {
        /** Keys and values that are not known one by one. */
        public record Further(StaticType key, StaticType value) {}

        @Override
        public String toString() {
            var known = fields.entrySet().stream()
                    .map(field -> field.getKey() + ": " + field.getValue())
                    .collect(Collectors.joining(", ", "<", ">"));
            return "object" + (fields.isEmpty() ? "" : known)
                    + (further == null ? "" : "[" + further.key + ": " + further.value + "]");
        }
    }

    /** A set of items of one type. */
    record Sets(StaticType item, int parts) implements StaticType {
        @Override
        public String toString() {
            return "set[" + item + "]";
        }
    }

    /** One of several types. */
    record OneOf(SequencedSet<StaticType> types, int parts) implements StaticType {
        @Override
        public String toString() {
            return types.stream().map(Object::toString).collect(Collectors.joining(", ", "any<", ">"));
        }
    }

    static StaticType any() {
        return Any.ANY;
    }

    static StaticType array(List<StaticType> items, @Nullable StaticType rest) {
        int parts = sum(items) + (rest == null ? 0 : rest.size());
        return parts > MOST ? new Arrays(List.of(), any(), 2) : new Arrays(List.copyOf(items), rest, parts);
    }

    static StaticType object(Map<RegoValue, StaticType> fields, Objects.@Nullable Further further) {
        int parts = sum(fields.values())
                + fields.size()
                + (further == null ? 0 : further.key.size() + further.value.size());
        if (parts > MOST) return new Objects(Map.of(), new Objects.Further(any(), any()), 3);
        return new Objects(new LinkedHashMap<>(fields), further, parts);
    }

    static StaticType set(StaticType item) {
        return new Sets(item, item.size() + 1);
    }

    /** What is of one of the types; {@link #any} where there are none. */
    static StaticType oneOf(Iterable<StaticType> types) {
        var all = new LinkedHashSet<StaticType>();
        for (var type : types) {
            if (type instanceof Any) return any();
            if (type instanceof OneOf(var more, var _)) all.addAll(more);
            else all.add(type);
        }
        if (all.size() == 1) return all.getFirst();
        int parts = sum(all);
        return all.isEmpty() || parts > MOST ? any() : new OneOf(all, parts);
    }

    private static int sum(Iterable<StaticType> types) {
        int parts = 1;
        for (var type : types) parts += type.size();
        return parts;
    }

    /** How many parts it has. */
    default int size() {
        return switch (this) {
            case Any _, Plain _ -> 1;
            case Arrays array -> array.parts;
            case Objects object -> object.parts;
            case Sets set -> set.parts;
            case OneOf oneOf -> oneOf.parts;
        };
    }

    /** False where no value of this type can equal one of the other. */
    default boolean mayEqual(StaticType other) {
        Effort.take(1);
        if (other instanceof Any) return true;
        if (other instanceof OneOf(var types, var _)) return types.stream().anyMatch(this::mayEqual);
        return switch (this) {
            case Any _ -> true;
            case Plain(var kind) -> other instanceof Plain(var kind2) && kind.equals(kind2);
            case Arrays array -> other instanceof Arrays array2 && sameArray(array, array2);
            case Objects object -> other instanceof Objects object2 && sameObject(object, object2);
            case Sets(var item, var _) -> other instanceof Sets(var item2, var _) && item.mayEqual(item2);
            case OneOf(var types, var _) -> types.stream().anyMatch(type -> type.mayEqual(other));
        };
    }

    private static boolean sameArray(Arrays one, Arrays other) {
        for (int i = 0; i < Math.max(one.items.size(), other.items.size()); i++) {
            var left = i < one.items.size() ? one.items.get(i) : one.rest;
            var right = i < other.items.size() ? other.items.get(i) : other.rest;
            if (left == null || right == null || !left.mayEqual(right)) return false;
        }
        return one.rest == null || other.rest == null || one.rest.mayEqual(other.rest);
    }

    /** Fields of both are compared once: to compare them from either side would double the work with every level. */
    private static boolean sameObject(Objects one, Objects other) {
        for (var field : one.fields.entrySet()) {
            var type = other.fields.get(field.getKey());
            if (type == null
                    ? !further(field.getValue(), other)
                    : !field.getValue().mayEqual(type)) return false;
        }
        for (var field : other.fields.entrySet()) {
            if (!one.fields.containsKey(field.getKey()) && !further(field.getValue(), one)) return false;
        }
        return one.further == null || other.further == null || one.further.value.mayEqual(other.further.value);
    }

    /** False where {@code object} has no further field of that type. */
    private static boolean further(StaticType field, Objects object) {
        return object.further != null && field.mayEqual(object.further.value);
    }

    /** What the keys of a collection are, or null where this is none. */
    default @Nullable StaticType keys() {
        return switch (this) {
            case Any _ -> any();
            case Plain _ -> null;
            case Arrays _ -> new Plain("number");
            case Objects(var fields, var further, var _) -> {
                var keys = new ArrayList<StaticType>();
                for (var key : fields.keySet()) keys.add(of(key));
                if (further != null) keys.add(further.key);
                yield oneOf(keys);
            }
            case Sets(var item, var _) -> item;
            case OneOf(var types, var _) -> eachOf(types, StaticType::keys);
        };
    }

    /** What the values of a collection are, or null where this is none. */
    default @Nullable StaticType values() {
        return switch (this) {
            case Any _ -> any();
            case Plain _ -> null;
            case Arrays(var items, var rest, var _) -> {
                var values = new ArrayList<>(items);
                if (rest != null) values.add(rest);
                yield oneOf(values);
            }
            case Objects(var fields, var further, var _) -> {
                var values = new ArrayList<>(fields.values());
                if (further != null) values.add(further.value);
                yield oneOf(values);
            }
            case Sets(var item, var _) -> item;
            case OneOf(var types, var _) -> eachOf(types, StaticType::values);
        };
    }

    /** What lies under a key, or null where nothing can. */
    default @Nullable StaticType select(RegoValue key) {
        return switch (this) {
            case Any _ -> any();
            case Plain _ -> null;
            case Arrays(var items, var rest, var _) -> {
                int index = index(key);
                yield index < 0 ? null : index < items.size() ? items.get(index) : rest;
            }
            case Objects(var fields, var further, var _) -> {
                var field = fields.get(key);
                if (field != null) yield field;
                yield further != null && further.key.mayEqual(of(key)) ? further.value : null;
            }
            case Sets(var item, var _) -> item.mayEqual(of(key)) ? of(key) : null;
            case OneOf(var types, var _) -> eachOf(types, type -> type.select(key));
        };
    }

    private static int index(RegoValue key) {
        var text = key.toString();
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    private static @Nullable StaticType eachOf(
            Iterable<StaticType> types, Function<StaticType, @Nullable StaticType> part) {
        var found = new ArrayList<StaticType>();
        for (var type : types) {
            var one = part.apply(type);
            if (one != null) found.add(one);
        }
        return found.isEmpty() ? null : oneOf(found);
    }

    /** The type of a literal without parts; {@link #any} of any other value. */
    static StaticType of(RegoValue value) {
        return switch (value.typeName()) {
            case "null", "boolean", "number", "string" -> new Plain(value.typeName());
            default -> any();
        };
    }

    /** The names of the keys that are known, for an error to list; empty where others are possible. */
    default List<String> knownKeys() {
        return this instanceof Objects(var fields, var further, var _) && further == null
                ? fields.keySet().stream().map(RegoValue::toString).sorted().toList()
                : List.of();
    }
}
