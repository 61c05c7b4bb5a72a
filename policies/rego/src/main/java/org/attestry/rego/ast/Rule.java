package org.attestry.rego.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule with its {@code else} branches.
 *
 * @param isDefault {@code default} stood before it
 * @param branches bodies with their values, the first being the rule's own
 */
public record Rule(Head head, boolean isDefault, List<Branch> branches, List<Annotation> annotations, Loc loc) {
    public Rule {
        branches = List.copyOf(branches);
        annotations = List.copyOf(annotations);
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

    /** A metadata block, as the raw lines of its YAML. */
    public record Annotation(String yaml, Loc loc) {}
}
