package org.attestry.rego.builtin;

import java.util.List;
import java.util.Set;
import org.attestry.rego.builtin.GraphqlLexer.Kind;
import org.attestry.rego.builtin.GraphqlLexer.Token;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;

/**
 * Reads GraphQL documents into the shape OPA gives them.
 *
 * <p>Variables of fragments are read as well, which the specification has dropped and OPA's parser has not.
 */
abstract class GraphqlParser {
    private static final int DEEPEST = 100;

    private final List<Token> tokens;
    private int at;
    private int depth;

    GraphqlParser(String text) {
        tokens = GraphqlLexer.tokens(text);
    }

    static RegoObject query(String text) {
        return new GraphqlQueryParser(text).document();
    }

    static RegoObject schema(String text) {
        return new GraphqlSchemaParser(text).document();
    }

    /** The kinds of value, by OPA's numbers. */
    private enum ValueKind {
        VARIABLE(0),
        INT(1),
        FLOAT(2),
        STRING(3),
        BLOCK(4),
        BOOLEAN(5),
        NULL(6),
        ENUM(7),
        LIST(8),
        OBJECT(9);

        private final int number;

        ValueKind(int number) {
            this.number = number;
        }
    }

    final Token token() {
        return tokens.get(at);
    }

    final boolean atEnd() {
        return token().kind() == Kind.END;
    }

    final boolean peek(String punctuator) {
        return token().kind() == Kind.PUNCTUATOR && token().text().equals(punctuator);
    }

    final boolean peekName(String name) {
        return token().kind() == Kind.NAME && token().text().equals(name);
    }

    final boolean take(String punctuator) {
        if (!peek(punctuator)) return false;
        at++;
        return true;
    }

    final boolean takeName(String name) {
        if (!peekName(name)) return false;
        at++;
        return true;
    }

    final void expect(String punctuator) {
        if (!take(punctuator)) throw unexpected("Expected " + punctuator);
    }

    final String name() {
        if (token().kind() != Kind.NAME) throw unexpected("Expected Name");
        return tokens.get(at++).text();
    }

    final String nameOr(String otherwise) {
        return token().kind() == Kind.NAME ? name() : otherwise;
    }

    final BuiltinFailure unexpected(String what) {
        return BuiltinFailure.of(what + ", found " + token().text() + " in GraphQL string");
    }

    final void enter() {
        if (++depth > DEEPEST) throw unexpected("GraphQL nested too deep");
    }

    final void leave() {
        depth--;
    }

    static void put(RegoObject object, String key, RegoValue value) {
        Building.put(object, Args.of(key), value);
    }

    static void put(RegoObject object, String key, String value) {
        put(object, key, Args.of(value));
    }

    /** Lists are left out where they are empty. */
    static void putList(RegoObject object, String key, RegoArray list) {
        if (list.size() > 0) put(object, key, list);
    }

    interface Item {
        RegoValue read();
    }

    /** Items between two punctuators, at least one; none where the opening is absent. */
    final RegoArray some(String open, String close, Item item) {
        var items = Building.array(4);
        if (!take(open)) return items;
        do {
            Building.append(items, item.read());
        } while (!take(close));
        return items;
    }

    final String description() {
        if (token().kind() != Kind.STRING && token().kind() != Kind.BLOCK) return "";
        return tokens.get(at++).text();
    }

    final RegoArray directives(boolean constant) {
        var directives = Building.array(2);
        while (take("@")) {
            var directive = Building.object(3);
            put(directive, "Name", name());
            put(directive, "Location", "");
            putList(directive, "Arguments", arguments(constant));
            Building.append(directives, directive);
        }
        return directives;
    }

    final RegoArray arguments(boolean constant) {
        return some("(", ")", () -> {
            var argument = Building.object(2);
            put(argument, "Name", name());
            expect(":");
            put(argument, "Value", value(constant));
            return argument;
        });
    }

    final RegoObject value(boolean constant) {
        enter();
        var token = token();
        var value = switch (token.kind()) {
            case INT -> leaf(ValueKind.INT);
            case FLOAT -> leaf(ValueKind.FLOAT);
            case STRING -> leaf(ValueKind.STRING);
            case BLOCK -> leaf(ValueKind.BLOCK);
            case NAME -> leaf(named(token.text()));
            case PUNCTUATOR -> composite(constant);
            case END -> throw unexpected("Unexpected <EOF>");
        };
        leave();
        return value;
    }

    private static ValueKind named(String name) {
        if (name.equals("null")) return ValueKind.NULL;
        return Set.of("true", "false").contains(name) ? ValueKind.BOOLEAN : ValueKind.ENUM;
    }

    private RegoObject leaf(ValueKind kind) {
        return made(kind, tokens.get(at++).text());
    }

    private static RegoObject made(ValueKind kind, String raw) {
        var value = Building.object(4);
        put(value, "Raw", raw);
        put(value, "Kind", RegoNumber.of(kind.number));
        put(value, "ExpectedTypeHasDefault", Args.of(false));
        return value;
    }

    private RegoObject composite(boolean constant) {
        if (peek("$")) {
            if (constant) throw unexpected("Unexpected variable");
            at++;
            return made(ValueKind.VARIABLE, name());
        }
        if (take("[")) {
            var list = made(ValueKind.LIST, "");
            putList(list, "Children", children("]", () -> child("", value(constant))));
            return list;
        }
        expect("{");
        var object = made(ValueKind.OBJECT, "");
        putList(object, "Children", children("}", () -> {
            var name = name();
            expect(":");
            return child(name, value(constant));
        }));
        return object;
    }

    private RegoArray children(String close, Item item) {
        var items = Building.array(4);
        while (!take(close)) Building.append(items, item.read());
        return items;
    }

    private static RegoObject child(String name, RegoObject value) {
        var child = Building.object(2);
        put(child, "Name", name);
        put(child, "Value", value);
        return child;
    }

    final RegoObject type() {
        enter();
        var type = Building.object(3);
        if (take("[")) {
            put(type, "NamedType", "");
            put(type, "Elem", type());
            expect("]");
        } else {
            put(type, "NamedType", name());
        }
        put(type, "NonNull", Args.of(take("!")));
        leave();
        return type;
    }
}
