package org.attestry.rego.builtin;

import java.util.Set;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;

/** Type system documents. */
final class GraphqlSchemaParser extends GraphqlParser {
    private static final Set<String> LOCATIONS = Set.of(
            "QUERY",
            "MUTATION",
            "SUBSCRIPTION",
            "FIELD",
            "FRAGMENT_DEFINITION",
            "FRAGMENT_SPREAD",
            "INLINE_FRAGMENT",
            "SCHEMA",
            "SCALAR",
            "OBJECT",
            "FIELD_DEFINITION",
            "ARGUMENT_DEFINITION",
            "INTERFACE",
            "UNION",
            "ENUM",
            "ENUM_VALUE",
            "INPUT_OBJECT",
            "INPUT_FIELD_DEFINITION",
            "VARIABLE_DEFINITION");

    private final RegoArray schemas = Building.array(1);
    private final RegoArray schemaExtensions = Building.array(1);
    private final RegoArray directives = Building.array(2);
    private final RegoArray definitions = Building.array(8);
    private final RegoArray extensions = Building.array(2);

    GraphqlSchemaParser(String text) {
        super(text);
    }

    RegoObject document() {
        while (!atEnd()) {
            var description = description();
            if (takeName("extend")) extension(description);
            else definition(description);
        }
        var document = Building.object(5);
        putList(document, "Schema", schemas);
        putList(document, "SchemaExtension", schemaExtensions);
        putList(document, "Directives", directives);
        putList(document, "Definitions", definitions);
        putList(document, "Extensions", extensions);
        return document;
    }

    private void definition(String description) {
        if (takeName("schema")) Building.append(schemas, schema(description, true));
        else if (takeName("directive")) Building.append(directives, directive(description));
        else Building.append(definitions, type(description, false));
    }

    private void extension(String description) {
        if (!description.isEmpty()) throw unexpected("Unexpected description");
        if (takeName("schema")) Building.append(schemaExtensions, schema("", false));
        else Building.append(extensions, type("", true));
    }

    private RegoObject schema(String description, boolean whole) {
        var schema = Building.object(3);
        put(schema, "Description", description);
        var applied = directives(true);
        putList(schema, "Directives", applied);
        var types = some("{", "}", () -> {
            var operation = Building.object(2);
            var name = name();
            if (!Set.of("query", "mutation", "subscription").contains(name))
                throw unexpected("Unexpected operation " + name);
            put(operation, "Operation", name);
            expect(":");
            put(operation, "Type", name());
            return operation;
        });
        if (types.size() == 0 && (whole || applied.size() == 0)) throw unexpected("Expected {");
        putList(schema, "OperationTypes", types);
        return schema;
    }

    private RegoObject directive(String description) {
        var directive = Building.object(5);
        put(directive, "Description", description);
        expect("@");
        put(directive, "Name", name());
        putList(directive, "Arguments", some("(", ")", this::argument));
        put(directive, "IsRepeatable", Args.of(takeName("repeatable")));
        if (!takeName("on")) throw unexpected("Expected \"on\"");
        var locations = Building.array(2);
        boolean _ = take("|");
        do {
            var location = name();
            if (!LOCATIONS.contains(location)) throw unexpected("Unexpected location " + location);
            Building.append(locations, Args.of(location));
        } while (take("|"));
        put(directive, "Locations", locations);
        return directive;
    }

    private RegoObject type(String description, boolean extending) {
        var keyword = name();
        var type = Building.object(8);
        put(type, "Description", description);
        put(type, "BuiltIn", Args.of(false));
        put(type, "Name", name());
        boolean said = switch (keyword) {
            case "scalar" -> scalar(type);
            case "type" -> object(type, "OBJECT");
            case "interface" -> object(type, "INTERFACE");
            case "union" -> union(type, extending);
            case "enum" -> enumeration(type);
            case "input" -> input(type);
            default -> throw unexpected("Unexpected Name \"" + keyword + "\"");
        };
        if (extending && !said) throw unexpected("Unexpected extension without anything");
        return type;
    }

    private boolean applied(RegoObject type, String kind) {
        put(type, "Kind", kind);
        var applied = directives(true);
        putList(type, "Directives", applied);
        return applied.size() > 0;
    }

    private boolean scalar(RegoObject type) {
        return applied(type, "SCALAR");
    }

    private boolean object(RegoObject type, String kind) {
        var interfaces = Building.array(2);
        if (takeName("implements")) {
            boolean _ = take("&");
            do {
                Building.append(interfaces, Args.of(name()));
            } while (take("&"));
        }
        putList(type, "Interfaces", interfaces);
        boolean said = applied(type, kind);
        var fields = some("{", "}", this::field);
        putList(type, "Fields", fields);
        return said || fields.size() > 0 || interfaces.size() > 0;
    }

    private boolean union(RegoObject type, boolean extending) {
        boolean said = applied(type, "UNION");
        if (!take("=")) return said;
        var types = Building.array(2);
        boolean _ = take("|");
        do {
            Building.append(types, Args.of(name()));
        } while (take("|"));
        put(type, "Types", types);
        return extending || types.size() > 0;
    }

    private boolean enumeration(RegoObject type) {
        boolean said = applied(type, "ENUM");
        var values = some("{", "}", () -> {
            var value = Building.object(3);
            put(value, "Description", description());
            put(value, "Name", name());
            putList(value, "Directives", directives(true));
            return value;
        });
        putList(type, "EnumValues", values);
        return said || values.size() > 0;
    }

    private boolean input(RegoObject type) {
        boolean said = applied(type, "INPUT_OBJECT");
        var fields = some("{", "}", this::argument);
        putList(type, "Fields", fields);
        return said || fields.size() > 0;
    }

    private RegoValue field() {
        var field = Building.object(5);
        put(field, "Description", description());
        put(field, "Name", name());
        putList(field, "Arguments", some("(", ")", this::argument));
        expect(":");
        put(field, "Type", type());
        putList(field, "Directives", directives(true));
        return field;
    }

    private RegoValue argument() {
        var argument = Building.object(5);
        put(argument, "Description", description());
        put(argument, "Name", name());
        expect(":");
        put(argument, "Type", type());
        if (take("=")) put(argument, "DefaultValue", value(true));
        putList(argument, "Directives", directives(true));
        return argument;
    }
}
