package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.GraphqlSchema.find;
import static org.attestry.rego.builtin.GraphqlSchema.invalid;
import static org.attestry.rego.builtin.GraphqlSchema.named;
import static org.attestry.rego.builtin.GraphqlSchema.objects;
import static org.attestry.rego.builtin.GraphqlSchema.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.jspecify.annotations.Nullable;

/** Whether a query may be asked of a schema (GraphQL specification, section 5). */
final class GraphqlRules {
    private static final List<RegoObject> META =
            List.of(meta("__typename", "String"), meta("__schema", "__Schema"), meta("__type", "__Type"));
    private static final Set<String> LEAVES = Set.of("SCALAR", "ENUM");
    private static final long VARIABLE = 0;

    private final GraphqlSchema schema;
    private final Map<String, RegoObject> fragments = new HashMap<>();
    private final Set<String> spread = new HashSet<>();
    private Set<String> declared = Set.of();
    private final Set<String> used = new HashSet<>();

    private GraphqlRules(GraphqlSchema schema) {
        this.schema = schema;
    }

    private static RegoObject meta(String name, String type) {
        return RegoObject.of(
                "Name", Args.of(name), "Type", RegoObject.of("NamedType", Args.of(type), "NonNull", Args.of(true)));
    }

    /** @throws BuiltinFailure where the query breaks a rule */
    static void check(RegoObject query, GraphqlSchema schema) {
        var rules = new GraphqlRules(schema);
        for (var fragment : objects(query, "Fragments")) {
            if (rules.fragments.put(text(fragment, "Name"), fragment) != null)
                throw invalid("There can be only one fragment named " + text(fragment, "Name"));
        }
        rules.operations(objects(query, "Operations"));
        for (var name : rules.fragments.keySet())
            if (!rules.spread.contains(name)) throw invalid("Fragment " + name + " is never used");
    }

    private void operations(List<RegoObject> operations) {
        var names = new HashSet<String>();
        for (var operation : operations) {
            var name = text(operation, "Name");
            if (name.isEmpty() && operations.size() > 1)
                throw invalid("This anonymous operation must be the only defined operation");
            if (!names.add(name)) throw invalid("There can be only one operation named " + name);
            operation(operation);
        }
    }

    private void operation(RegoObject operation) {
        var root = schema.root(text(operation, "Operation"));
        if (root == null) throw invalid("Schema does not support operation type " + text(operation, "Operation"));
        declared = new HashSet<>();
        used.clear();
        for (var variable : objects(operation, "VariableDefinitions")) {
            if (!declared.add(text(variable, "Variable")))
                throw invalid("There can be only one variable named " + text(variable, "Variable"));
            if (!Set.of("SCALAR", "ENUM", "INPUT_OBJECT").contains(schema.kind(named(variable))))
                throw invalid("Variable cannot be non-input type " + named(variable));
        }
        directives(operation);
        selections(operation, root, new HashSet<>());
        for (var variable : declared)
            if (!used.contains(variable)) throw invalid("Variable " + variable + " is never used");
    }

    private void selections(RegoObject parent, String type, Set<String> path) {
        for (var selection : objects(parent, "SelectionSet")) {
            directives(selection);
            if (selection.get("Alias") != null) field(selection, type, path);
            else if (selection.get("TypeCondition") != null) inline(selection, type, path);
            else fragment(selection, path);
        }
    }

    private void field(RegoObject selection, String type, Set<String> path) {
        var name = text(selection, "Name");
        var definition = definition(type, name);
        if (definition == null) throw invalid("Cannot query field " + name + " on type " + type);
        arguments(selection, objects(definition, "Arguments"), !name.startsWith("__"));
        var inner = named(definition);
        boolean leaf = LEAVES.contains(schema.kind(inner));
        boolean asks = !objects(selection, "SelectionSet").isEmpty();
        if (leaf && asks)
            throw invalid("Field " + name + " must not have a selection since type " + inner + " has no subfields");
        if (!leaf && !asks && !inner.startsWith("__"))
            throw invalid("Field " + name + " of type " + inner + " must have a selection of subfields");
        if (!inner.startsWith("__")) selections(selection, inner, path);
    }

    private @Nullable RegoObject definition(String type, String name) {
        if (name.startsWith("__")) return find(META, name);
        var known = schema.type(type);
        return known == null ? null : find(objects(known, "Fields"), name);
    }

    private void inline(RegoObject selection, String type, Set<String> path) {
        var condition = text(selection, "TypeCondition");
        selections(selection, condition.isEmpty() ? type : composite(condition), path);
    }

    private String composite(String type) {
        if (schema.type(type) == null) throw invalid("Unknown type " + type);
        if (!Set.of("OBJECT", "INTERFACE", "UNION").contains(schema.kind(type)))
            throw invalid("Fragment cannot condition on non composite type " + type);
        return type;
    }

    private void fragment(RegoObject selection, Set<String> path) {
        var name = text(selection, "Name");
        var fragment = fragments.get(name);
        if (fragment == null) throw invalid("Unknown fragment " + name);
        if (!path.add(name)) throw invalid("Cannot spread fragment " + name + " within itself");
        spread.add(name);
        directives(fragment);
        selections(fragment, composite(text(fragment, "TypeCondition")), path);
        path.remove(name);
    }

    private void directives(RegoObject on) {
        for (var directive : objects(on, "Directives")) {
            var takes = schema.directive(text(directive, "Name"));
            if (takes == null) throw invalid("Unknown directive " + text(directive, "Name"));
            arguments(directive, takes, true);
        }
    }

    private void arguments(RegoObject on, List<RegoObject> takes, boolean strict) {
        var given = objects(on, "Arguments");
        for (var argument : given) {
            var definition = find(takes, text(argument, "Name"));
            if (definition == null && strict) throw invalid("Unknown argument " + text(argument, "Name"));
            if (argument.get("Value") instanceof RegoObject value) value(value);
        }
        for (var wanted : takes) {
            if (GraphqlSchema.isRequired(wanted) && find(given, text(wanted, "Name")) == null)
                throw invalid("argument " + text(wanted, "Name") + " is required, but it was not provided");
        }
    }

    private void value(RegoObject value) {
        if (value.get("Kind") instanceof RegoNumber kind && kind.longValue() == VARIABLE) {
            var name = text(value, "Raw");
            if (!declared.contains(name)) throw invalid("Variable " + name + " is not defined");
            used.add(name);
        }
        for (var child : objects(value, "Children")) if (child.get("Value") instanceof RegoObject inner) value(inner);
    }
}
