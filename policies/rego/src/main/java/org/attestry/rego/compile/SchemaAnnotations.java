package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.syntax.Parser;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** Reads what annotations hold under {@code schemas}: paths, each with a schema in place or the name of one. */
final class SchemaAnnotations {
    /** Steps that the reading of one path counts for: each rule in the scope of an annotation reads it. */
    private static final int READING = 100;

    private final Map<String, RegoValue> known;
    private final Errors errors;

    SchemaAnnotations(Map<String, RegoValue> known, Errors errors) {
        this.known = known;
        this.errors = errors;
    }

    /**
     * What an annotation gives to a rule in its scope.
     *
     * @param loc of the rule, where OPA reports what is wrong with a schema
     */
    List<Rule.Schema> of(@Nullable RegoObject annotation, Loc loc) {
        var found = new ArrayList<Rule.Schema>();
        if (annotation != null && annotation.get("schemas") instanceof RegoArray items) {
            for (var item : items) {
                if (item instanceof RegoObject pairs) pairs.forEach((path, schema) -> read(path, schema, loc, found));
                else errors.add(loc, RegoError.PARSE, "invalid schema declaration");
            }
        }
        return found;
    }

    private void read(RegoValue key, RegoValue schema, Loc loc, List<Rule.Schema> found) {
        Effort.take(READING);
        var path = key instanceof RegoString text ? reference(text.value()) : null;
        if (path == null) {
            errors.add(loc, RegoError.PARSE, "invalid schema path " + key);
        } else if (schema instanceof RegoObject definition) {
            found.add(new Rule.Schema(path, definition));
        } else if (schema instanceof RegoString text) {
            named(text.value(), path, loc, found);
        } else {
            errors.add(loc, RegoError.PARSE, "invalid schema declaration for path " + key);
        }
    }

    private void named(String text, Ref path, Loc loc, List<Rule.Schema> found) {
        var name = reference(text);
        if (name == null || !name.isRoot("schema")) {
            errors.add(loc, RegoError.PARSE, "expected schema reference");
            return;
        }
        var definition = known.get(name.toString());
        if (definition == null) errors.add(loc, RegoError.TYPE, "undefined schema: " + name);
        else found.add(new Rule.Schema(path, definition));
    }

    private static @Nullable Ref reference(String text) {
        try {
            var body = Parser.query("", text, Limits.DEFAULT);
            if (body.size() != 1 || !(body.getFirst().kind() instanceof Kind.Holds(var term))) return null;
            return switch (term) {
                case Ref ref -> ref;
                case Var root -> new Ref(root, List.of(), root.loc());
                case Term.Scalar _,
                        Term.Call _,
                        Term.FunctionName _,
                        Term.ArrayTerm _,
                        Term.SetTerm _,
                        Term.ObjectTerm _,
                        Term.ArrayCompr _,
                        Term.SetCompr _,
                        Term.ObjectCompr _,
                        Term.Template _ -> null;
            };
        } catch (RegoCompileException _) {
            return null;
        }
    }
}
