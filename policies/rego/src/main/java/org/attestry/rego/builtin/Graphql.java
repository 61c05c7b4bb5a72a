package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.util.List;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** GraphQL documents: their trees, and whether a query fits a schema. */
final class Graphql {
    private Graphql() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of(
                        "graphql.parse_query", "string -> object", (c, a) -> GraphqlParser.query(paid(c, text(a[0])))),
                Builtin.of(
                        "graphql.parse_schema",
                        "string -> object",
                        (c, a) -> GraphqlParser.schema(paid(c, text(a[0])))),
                Builtin.of("graphql.parse", "string|object, string|object -> array", (c, a) -> parse(c, a[0], a[1])),
                Builtin.of(
                        "graphql.parse_and_verify",
                        "string|object, string|object -> array",
                        (c, a) -> verify(c, a[0], a[1])),
                Builtin.of(
                        "graphql.is_valid",
                        "string|object, string|object -> boolean",
                        (c, a) -> Args.of(isValid(c, a[0], a[1]))),
                Builtin.of("graphql.schema_is_valid", "string|object -> boolean", (c, a) -> Args.of(isValid(c, a[0]))));
    }

    private static String paid(BuiltinContext context, String text) {
        context.charge(text.length() * 8L);
        return text;
    }

    private static RegoObject query(BuiltinContext context, RegoValue value) {
        return value instanceof RegoString s ? GraphqlParser.query(paid(context, s.value())) : Args.object(value);
    }

    private static RegoObject schema(BuiltinContext context, RegoValue value) {
        return value instanceof RegoString s ? GraphqlParser.schema(paid(context, s.value())) : Args.object(value);
    }

    private static RegoArray parse(BuiltinContext context, RegoValue query, RegoValue schema) {
        var queryTree = query(context, query);
        var schemaTree = schema(context, schema);
        GraphqlRules.check(queryTree, GraphqlSchema.of(schemaTree));
        return RegoArray.of(queryTree, schemaTree);
    }

    private static RegoArray verify(BuiltinContext context, RegoValue query, RegoValue schema) {
        try {
            var trees = parse(context, query, schema);
            return RegoArray.of(Args.of(true), trees.get(0), trees.get(1));
        } catch (BuiltinFailure e) {
            return RegoArray.of(Args.of(false), RegoObject.EMPTY, RegoObject.EMPTY);
        }
    }

    private static boolean isValid(BuiltinContext context, RegoValue query, RegoValue schema) {
        try {
            return parse(context, query, schema).size() == 2;
        } catch (BuiltinFailure e) {
            return false;
        }
    }

    private static boolean isValid(BuiltinContext context, RegoValue schema) {
        try {
            GraphqlSchema _ = GraphqlSchema.of(schema(context, schema));
            return true;
        } catch (BuiltinFailure e) {
            return false;
        }
    }
}
