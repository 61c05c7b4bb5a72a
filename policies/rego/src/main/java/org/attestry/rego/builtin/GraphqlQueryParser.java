package org.attestry.rego.builtin;

import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;

/** Operations and fragments. */
final class GraphqlQueryParser extends GraphqlParser {
    GraphqlQueryParser(String text) {
        super(text);
    }

    RegoObject document() {
        var operations = Building.array(2);
        var fragments = Building.array(2);
        while (!atEnd()) {
            if (peekName("fragment")) Building.append(fragments, fragment());
            else Building.append(operations, operation());
        }
        var document = Building.object(2);
        putList(document, "Operations", operations);
        putList(document, "Fragments", fragments);
        return document;
    }

    private RegoObject operation() {
        var operation = Building.object(5);
        if (peek("{")) {
            put(operation, "Operation", "query");
            put(operation, "Name", "");
        } else {
            if (!peekName("query") && !peekName("mutation") && !peekName("subscription"))
                throw unexpected("Unexpected Name");
            put(operation, "Operation", name());
            put(operation, "Name", nameOr(""));
            putList(operation, "VariableDefinitions", variables());
            putList(operation, "Directives", directives(false));
        }
        put(operation, "SelectionSet", selections());
        return operation;
    }

    private RegoArray variables() {
        return some("(", ")", () -> {
            var variable = Building.object(5);
            expect("$");
            put(variable, "Variable", name());
            expect(":");
            put(variable, "Type", type());
            if (take("=")) put(variable, "DefaultValue", value(true));
            putList(variable, "Directives", directives(false));
            put(variable, "Used", Args.of(false));
            return variable;
        });
    }

    private RegoArray selections() {
        enter();
        var selections = some("{", "}", this::selection);
        if (selections.size() == 0) throw unexpected("Expected {");
        leave();
        return selections;
    }

    private RegoObject selection() {
        return take("...") ? spread() : field();
    }

    private RegoObject field() {
        var field = Building.object(5);
        var name = name();
        put(field, "Alias", name);
        put(field, "Name", take(":") ? name() : name);
        putList(field, "Arguments", arguments(false));
        putList(field, "Directives", directives(false));
        if (peek("{")) put(field, "SelectionSet", selections());
        return field;
    }

    private RegoObject spread() {
        var spread = Building.object(3);
        if (token().kind() == GraphqlLexer.Kind.NAME && !peekName("on")) {
            put(spread, "Name", name());
            putList(spread, "Directives", directives(false));
            return spread;
        }
        put(spread, "TypeCondition", takeName("on") ? name() : "");
        putList(spread, "Directives", directives(false));
        put(spread, "SelectionSet", selections());
        return spread;
    }

    private RegoObject fragment() {
        var fragment = Building.object(5);
        boolean _ = takeName("fragment");
        if (peekName("on")) throw unexpected("Unexpected Name");
        put(fragment, "Name", name());
        putList(fragment, "VariableDefinition", variables());
        if (!takeName("on")) throw unexpected("Expected \"on\"");
        put(fragment, "TypeCondition", name());
        putList(fragment, "Directives", directives(false));
        put(fragment, "SelectionSet", selections());
        return fragment;
    }
}
