package org.attestry.rego.ast;

import java.util.List;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * One rule with its {@code else} branches.
 *
 * @param isDefault {@code default} stood before it
 * @param branches bodies with their values, the first being the rule's own
 * @param schemas what annotations say of documents, the outermost scope first; known once all modules are
 */
public record Rule(
        Head head,
        boolean isDefault,
        List<Branch> branches,
        List<Annotation> annotations,
        List<Schema> schemas,
        Loc loc) {
    public Rule {
        branches = List.copyOf(branches);
        annotations = List.copyOf(annotations);
        schemas = List.copyOf(schemas);
    }

    /** A rule as it was parsed. */
    public Rule(Head head, boolean isDefault, List<Branch> branches, List<Annotation> annotations, Loc loc) {
        this(head, isDefault, branches, annotations, List.of(), loc);
    }

    /** The same rule after a pass over what it says. */
    public Rule with(Head other, List<Branch> others) {
        return new Rule(other, isDefault, others, annotations, schemas, loc);
    }

    public Rule withSchemas(List<Schema> given) {
        return new Rule(head, isDefault, branches, annotations, given, loc);
    }

    /**
     * What a rule defines.
     *
     * @param ref where the value goes; its head is the rule's name, later {@code data}
     * @param args null for what is no function
     * @param contains the item of a multi-value rule, or null
     */
    public record Head(
            Term.Ref ref,
            @Nullable List<Term> args,
            @Nullable Term contains,
            Loc loc) {
        public boolean isFunction() {
            return args != null;
        }

        public int arity() {
            return args == null ? 0 : args.size();
        }
    }

    /** A body and the value it gives. An empty body always holds. */
    public record Branch(Term value, List<Expr> body, Loc loc) {}

    /** What lies at {@code path}, by a JSON Schema. */
    public record Schema(Term.Ref path, RegoValue definition) {}

    /** A metadata block, as the raw lines of its YAML. */
    public record Annotation(String yaml, Loc loc) {}
}
