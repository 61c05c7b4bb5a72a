package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * What schemas say of {@code input}, and of documents below {@code data}, where one rule is checked.
 *
 * <p>As in OPA, what is said later takes the place of what was said of the same path, and leaves the rest as it was.
 */
record Given(StaticType input, List<Said> documents) {
    /** The name of the schema that holds for every input. */
    private static final String ROOT = "schema";

    private static final StaticType OPEN =
            StaticType.object(Map.of(), new StaticType.Objects.Further(StaticType.any(), StaticType.any()));

    /** The type of what lies at a path below {@code data}. */
    record Said(List<RegoValue> path, StaticType type) {}

    Given {
        documents = List.copyOf(documents);
    }

    static Given everywhere(Map<String, RegoValue> schemas) {
        var root = schemas.get(ROOT);
        return new Given(root == null ? StaticType.any() : SchemaTypes.of(root), List.of());
    }

    Given with(Ref path, StaticType type) {
        var steps = new ArrayList<RegoValue>();
        for (var step : path.path()) {
            if (!(step instanceof Scalar(var value, var _))) return this;
            steps.add(value);
        }
        Effort.take(steps.size() + documents.size());
        if (path.isRoot("input")) return new Given(overridden(input, steps, type), documents);
        if (!path.isRoot("data") || steps.isEmpty()) return this;
        var said = new ArrayList<>(documents);
        said.removeIf(one -> startsWith(one.path, steps));
        said.add(new Said(steps, type));
        return new Given(input, said);
    }

    /** What is no object becomes one of which nothing else is known. */
    private static StaticType overridden(StaticType before, List<RegoValue> steps, StaticType type) {
        if (steps.isEmpty()) return type;
        var object = (StaticType.Objects) (before instanceof StaticType.Objects ? before : OPEN);
        Effort.take(object.size());
        var fields = new LinkedHashMap<>(object.fields());
        var field = fields.getOrDefault(steps.getFirst(), StaticType.any());
        fields.put(steps.getFirst(), overridden(field, steps.subList(1, steps.size()), type));
        return StaticType.object(fields, object.further());
    }

    /** The nearest document that something is said of, or null. */
    RuleTypes.@Nullable Found document(List<Term> path) {
        Effort.take(documents.size());
        RuleTypes.Found nearest = null;
        for (var one : documents) {
            int length = one.path.size();
            if (leadsTo(path, one.path) && (nearest == null || length > nearest.steps()))
                nearest = new RuleTypes.Found(one.type, length);
        }
        return nearest;
    }

    private static boolean leadsTo(List<Term> path, List<RegoValue> steps) {
        if (path.size() < steps.size()) return false;
        for (int i = 0; i < steps.size(); i++)
            if (!(path.get(i) instanceof Scalar(var value, var _)) || !value.equals(steps.get(i))) return false;
        return true;
    }

    private static boolean startsWith(List<RegoValue> path, List<RegoValue> steps) {
        return path.size() >= steps.size() && path.subList(0, steps.size()).equals(steps);
    }
}
