package org.attestry.rego.builtin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** A schema whose types exist, fit together and say something; made from a type system document. */
final class GraphqlSchema {
    private static final Set<String> SCALARS = Set.of("Int", "Float", "String", "Boolean", "ID");
    private static final Set<String> INPUT = Set.of("SCALAR", "ENUM", "INPUT_OBJECT");

    private final Map<String, RegoObject> types = new LinkedHashMap<>();
    private final Map<String, String> roots = new LinkedHashMap<>();
    private final Map<String, RegoObject> directives = new LinkedHashMap<>();

    private GraphqlSchema() {}

    /** @throws BuiltinFailure where the schema is not valid */
    static GraphqlSchema of(RegoObject document) {
        var schema = new GraphqlSchema();
        for (var scalar : SCALARS)
            schema.types.put(scalar, RegoObject.of("Kind", Args.of("SCALAR"), "Name", Args.of(scalar)));
        for (var definition : objects(document, "Definitions")) schema.define(definition);
        for (var extension : objects(document, "Extensions")) schema.extend(extension);
        for (var directive : objects(document, "Directives")) {
            if (schema.directives.put(text(directive, "Name"), directive) != null)
                throw invalid("Cannot redeclare directive " + text(directive, "Name"));
        }
        schema.roots(document);
        schema.types.values().forEach(schema::check);
        return schema;
    }

    static BuiltinFailure invalid(String message) {
        return BuiltinFailure.of(message + " in GraphQL string");
    }

    static List<RegoObject> objects(RegoObject from, String key) {
        var found = new ArrayList<RegoObject>();
        if (from.get(key) instanceof RegoArray array) {
            for (var item : array) {
                if (!(item instanceof RegoObject object)) throw invalid(key + " must be objects");
                found.add(object);
            }
        }
        return found;
    }

    static String text(RegoObject from, String key) {
        return from.get(key) instanceof RegoString s ? s.value() : "";
    }

    static List<String> texts(RegoObject from, String key) {
        return from.get(key) instanceof RegoArray array ? Args.texts(array) : List.of();
    }

    private void define(RegoObject definition) {
        if (types.put(text(definition, "Name"), definition) != null)
            throw invalid("Cannot redeclare type " + text(definition, "Name"));
    }

    /** An extension of a type that does not exist defines it. */
    private void extend(RegoObject extension) {
        var name = text(extension, "Name");
        var known = types.get(name);
        if (known == null) {
            types.put(name, extension);
            return;
        }
        if (!text(known, "Kind").equals(text(extension, "Kind")))
            throw invalid("Cannot extend type " + name + " because the base type is of another kind");
        var merged = Building.copy(known, 2);
        for (var list : List.of("Fields", "Interfaces", "Types", "EnumValues", "Directives")) {
            if (!(extension.get(list) instanceof RegoArray more)) continue;
            var all = new ArrayList<RegoValue>();
            if (known.get(list) instanceof RegoArray before) before.forEach(all::add);
            more.forEach(all::add);
            Building.put(merged, Args.of(list), RegoArray.of(all));
        }
        types.put(name, merged);
    }

    private void roots(RegoObject document) {
        if (objects(document, "Schema").size() > 1) throw invalid("Cannot have multiple schema entry points");
        for (var list : List.of("Schema", "SchemaExtension")) {
            for (var schema : objects(document, list)) {
                for (var operation : objects(schema, "OperationTypes")) {
                    if (!types.containsKey(text(operation, "Type")))
                        throw invalid("Schema root " + text(operation, "Operation")
                                + " refers to a type that does not exist");
                    roots.put(text(operation, "Operation"), text(operation, "Type"));
                }
            }
        }
        for (var root : Map.of("query", "Query", "mutation", "Mutation", "subscription", "Subscription")
                .entrySet()) {
            if (types.containsKey(root.getValue())) roots.putIfAbsent(root.getKey(), root.getValue());
        }
    }

    private void check(RegoObject type) {
        switch (text(type, "Kind")) {
            case "OBJECT", "INTERFACE" -> {
                fields(type, false);
                interfaces(type);
            }
            case "INPUT_OBJECT" -> fields(type, true);
            case "UNION" -> {
                for (var member : texts(type, "Types"))
                    if (!kind(member).equals("OBJECT")) throw invalid("Undefined type " + member);
            }
            case "ENUM" -> {
                if (objects(type, "EnumValues").isEmpty())
                    throw invalid("ENUM must define one or more unique enum values");
            }
            case "SCALAR" -> {}
            default -> throw invalid("unknown kind of type");
        }
    }

    private void fields(RegoObject type, boolean input) {
        var fields = objects(type, "Fields");
        if (fields.isEmpty()) throw invalid(text(type, "Kind") + " must define one or more fields");
        var seen = new HashSet<String>();
        for (var field : fields) {
            var name = text(field, "Name");
            if (name.startsWith("__")) throw invalid("Name " + name + " must not begin with \"__\"");
            if (!seen.add(name)) throw invalid("Field " + name + " can only be defined once");
            if (input) inputType(field);
            else if (kind(named(field)).equals("INPUT_OBJECT") || !types.containsKey(named(field)))
                throw invalid("Undefined type " + named(field));
            for (var argument : objects(field, "Arguments")) inputType(argument);
        }
    }

    private void inputType(RegoObject field) {
        if (!INPUT.contains(kind(named(field))))
            throw invalid("field must be one of SCALAR, ENUM, INPUT_OBJECT: " + text(field, "Name"));
    }

    private void interfaces(RegoObject type) {
        for (var name : texts(type, "Interfaces")) {
            var promised = types.get(name);
            if (promised == null) throw invalid("Undefined type " + name);
            if (!text(promised, "Kind").equals("INTERFACE")) throw invalid(name + " is a non interface type");
            for (var field : objects(promised, "Fields")) implemented(type, field);
            for (var further : texts(promised, "Interfaces")) {
                if (!texts(type, "Interfaces").contains(further))
                    throw invalid("Type " + text(type, "Name") + " must implement " + further);
            }
        }
    }

    private static void implemented(RegoObject type, RegoObject promised) {
        for (var field : objects(type, "Fields")) {
            if (!text(field, "Name").equals(text(promised, "Name"))) continue;
            for (var argument : objects(promised, "Arguments")) {
                if (find(objects(field, "Arguments"), text(argument, "Name")) == null)
                    throw invalid("For " + text(type, "Name") + " to implement, argument is missing");
            }
            return;
        }
        throw invalid("For " + text(type, "Name") + " to implement, field " + text(promised, "Name") + " is missing");
    }

    static @Nullable RegoObject find(List<RegoObject> named, String name) {
        for (var one : named) if (text(one, "Name").equals(name)) return one;
        return null;
    }

    /** The name at the core of a field's type. */
    static String named(RegoObject field) {
        var type = field.get("Type");
        while (type instanceof RegoObject object && object.get("Elem") instanceof RegoObject inner) type = inner;
        return type instanceof RegoObject object ? text(object, "NamedType") : "";
    }

    static boolean isRequired(RegoObject argument) {
        return argument.get("Type") instanceof RegoObject type
                && RegoBoolean.TRUE.equals(type.get("NonNull"))
                && argument.get("DefaultValue") == null;
    }

    String kind(String type) {
        var known = types.get(type);
        return known == null ? "" : text(known, "Kind");
    }

    @Nullable
    RegoObject type(String name) {
        return types.get(name);
    }

    @Nullable
    String root(String operation) {
        return roots.get(operation);
    }

    /** The arguments a directive takes, or null where there is none of that name. */
    @Nullable
    List<RegoObject> directive(String name) {
        if (name.equals("include") || name.equals("skip")) return List.of(RegoObject.of("Name", Args.of("if")));
        if (name.equals("deprecated")) return List.of(RegoObject.of("Name", Args.of("reason")));
        if (name.equals("specifiedBy")) return List.of(RegoObject.of("Name", Args.of("url")));
        var known = directives.get(name);
        return known == null ? null : objects(known, "Arguments");
    }
}
