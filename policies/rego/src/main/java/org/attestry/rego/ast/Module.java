package org.attestry.rego.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One source file.
 *
 * @param v1 it is read by the rules of Rego v1: written in it, or adopting it by {@code import rego.v1}
 */
public record Module(
        String file,
        boolean v1,
        Term.Ref path,
        List<Import> imports,
        List<Rule> rules,
        List<Rule.Annotation> annotations,
        List<Comment> comments) {
    public Module {
        imports = List.copyOf(imports);
        rules = List.copyOf(rules);
        annotations = List.copyOf(annotations);
        comments = List.copyOf(comments);
    }

    /** {@code import path as alias}. */
    public record Import(Term.Ref path, @Nullable String alias, Loc loc) {
        /** The name under which the rest of the module says it. */
        public String name() {
            if (alias != null) return alias;
            if (path.path().isEmpty()) return path.head().toString();
            return path.path().getLast() instanceof Term.Scalar s && s.text() != null ? s.text() : path.toString();
        }
    }

    /** A comment without its {@code #}. */
    public record Comment(String text, Loc loc) {}
}
