package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * The types that a JSON Schema allows, as OPA's type checker takes them: an object with {@code properties} has no others.
 *
 * <p>Where a schema says more than is read here, as by {@code oneOf} or a reference to elsewhere, the type is
 * {@link StaticType#any}, and where it opens an object or array by {@code additionalProperties}, {@code
 * patternProperties} or {@code additionalItems}, so is the type. OPA, which overlooks these, refuses more.
 */
final class SchemaTypes {
    /** What could allow values that nothing else in the schema tells of. */
    private static final Set<String> UNREAD = Set.of(
            "$dynamicRef",
            "$recursiveRef",
            "dependencies",
            "dependentSchemas",
            "else",
            "if",
            "oneOf",
            "prefixItems",
            "then",
            "unevaluatedItems",
            "unevaluatedProperties");

    /** What says of which type a value is. */
    private static final Set<String> TELLING = Set.of("$ref", "allOf", "anyOf", "items", "properties", "type");

    private final RegoValue root;
    private final Map<String, StaticType> references = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    private SchemaTypes(RegoValue root) {
        this.root = root;
    }

    static StaticType of(RegoValue schema) {
        return new SchemaTypes(schema).type(schema);
    }

    private StaticType type(RegoValue schema) {
        if (!(schema instanceof RegoObject object) || says(object, UNREAD)) return StaticType.any();
        Effort.take(object.size());
        if (object.get("$ref") instanceof RegoString reference) return referenced(reference.value());
        if (object.get("anyOf") instanceof RegoArray alternatives) {
            var types = new ArrayList<StaticType>();
            for (var one : alternatives) types.add(all(List.of(without(object, "anyOf"), one)));
            return StaticType.oneOf(types);
        }
        if (object.get("allOf") instanceof RegoArray parts) {
            var all = new ArrayList<RegoValue>();
            all.add(without(object, "allOf"));
            all.addAll(parts.asList());
            return all(all);
        }
        return typed(object);
    }

    private static boolean says(RegoObject schema, Set<String> keys) {
        return keys.stream().anyMatch(key -> schema.get(key) != null);
    }

    private static RegoObject without(RegoObject schema, String key) {
        Effort.take(schema.size());
        var rest = new HashMap<String, RegoValue>();
        schema.forEach((name, value) -> {
            if (name instanceof RegoString text && !text.value().equals(key)) rest.put(text.value(), value);
        });
        return RegoObject.of(rest);
    }

    /** A reference within the schema; one that leads back to itself is not followed. */
    private StaticType referenced(String reference) {
        var done = references.get(reference);
        if (done != null) {
            Effort.take(done.size());
            return done;
        }
        var target = reference.startsWith("#") ? pointed(reference.substring(1)) : null;
        if (target == null || !open.add(reference)) return StaticType.any();
        var type = type(target);
        open.remove(reference);
        references.put(reference, type);
        return type;
    }

    private @Nullable RegoValue pointed(String pointer) {
        if (pointer.isEmpty()) return root;
        if (!pointer.startsWith("/")) return null;
        RegoValue at = root;
        for (var step : List.of(pointer.substring(1).split("/", -1))) {
            if (!(at instanceof RegoObject object)) return null;
            at = object.get(step.replace("~1", "/").replace("~0", "~"));
            if (at == null) return null;
        }
        return at;
    }

    /** What is of all the types; those that say nothing of a type count for nothing. */
    private StaticType all(List<RegoValue> schemas) {
        StaticType all = null;
        for (var schema : schemas) {
            if (schema instanceof RegoBoolean) continue;
            if (schema instanceof RegoObject object && !says(object, UNREAD) && !says(object, TELLING)) continue;
            var type = type(schema);
            all = all == null ? type : both(all, type);
        }
        return all == null ? StaticType.any() : all;
    }

    private static StaticType both(StaticType one, StaticType other) {
        if (one.equals(other)) return one;
        if (!(one instanceof StaticType.Objects a) || !(other instanceof StaticType.Objects b)) return StaticType.any();
        Effort.take(a.size() + b.size());
        var fields = new LinkedHashMap<>(a.fields());
        b.fields().forEach((key, type) -> fields.merge(key, type, SchemaTypes::both));
        // An object of which only the kind is told takes no part; what opens one with fields opens both.
        var openA = a.fields().isEmpty() ? null : a.further();
        var openB = b.fields().isEmpty() ? null : b.further();
        if (fields.isEmpty()) return a;
        return StaticType.object(fields, openA == null ? openB : openA);
    }

    private StaticType typed(RegoObject schema) {
        var kinds = new ArrayList<String>();
        if (schema.get("type") instanceof RegoString kind) kinds.add(kind.value());
        if (schema.get("type") instanceof RegoArray several)
            for (var kind : several) if (kind instanceof RegoString text) kinds.add(text.value());
        if (kinds.isEmpty() && schema.get("properties") != null) kinds.add("object");
        if (kinds.isEmpty() && schema.get("items") != null) kinds.add("array");
        return StaticType.oneOf(kinds.stream().map(kind -> kind(kind, schema)).toList());
    }

    private StaticType kind(String kind, RegoObject schema) {
        return switch (kind) {
            case "boolean", "string", "null", "number" -> new StaticType.Plain(kind);
            case "integer" -> new StaticType.Plain("number");
            case "object" -> object(schema);
            case "array" -> array(schema);
            default -> StaticType.any();
        };
    }

    private StaticType object(RegoObject schema) {
        var fields = new LinkedHashMap<RegoValue, StaticType>();
        if (schema.get("properties") instanceof RegoObject properties)
            properties.forEach((key, property) -> fields.put(key, type(property)));
        boolean further =
                fields.isEmpty() || opens(schema, "additionalProperties") || opens(schema, "patternProperties");
        return StaticType.object(
                fields, further ? new StaticType.Objects.Further(StaticType.any(), StaticType.any()) : null);
    }

    private static boolean opens(RegoObject schema, String key) {
        var more = schema.get(key);
        return more != null && !RegoBoolean.FALSE.equals(more);
    }

    private StaticType array(RegoObject schema) {
        if (schema.get("items") instanceof RegoArray items && items.size() > 0)
            return StaticType.array(
                    items.stream().map(this::type).toList(),
                    opens(schema, "additionalItems") ? StaticType.any() : null);
        var item = schema.get("items");
        return StaticType.array(List.of(), item == null ? StaticType.any() : type(item));
    }
}
