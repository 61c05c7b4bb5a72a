package org.attestry.rego.ast;

import java.util.List;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** What an expression is made of. */
public sealed interface Term {
    Loc loc();

    /** A literal without parts. */
    record Scalar(RegoValue value, Loc loc) implements Term {
        @Override
        public String toString() {
            return value.toString();
        }

        /** The text of a string literal, or null. */
        public @Nullable String text() {
            return value instanceof RegoString string ? string.value() : null;
        }
    }

    record Var(String name, Loc loc) implements Term {
        @Override
        public String toString() {
            return name;
        }

        /** True for what source wrote as {@code _}. */
        public boolean isWildcard() {
            return name.startsWith("$");
        }

        /** True for names that no source can contain. */
        public boolean isGenerated() {
            return name.startsWith("$") || name.startsWith("__local");
        }
    }

    /** {@code head.a["b"][c]}; the path is never empty in source. */
    record Ref(Term head, List<Term> path, Loc loc) implements Term {
        public Ref {
            path = List.copyOf(path);
        }

        public boolean isRoot(String name) {
            return head instanceof Var v && v.name().equals(name);
        }

        /** How many steps after the head are string literals, up to the first that is not. */
        public int groundPrefix() {
            int n = 0;
            while (n < path.size() && path.get(n) instanceof Scalar s && s.text() != null) n++;
            return n;
        }

        /** True for what may follow a point. */
        public static boolean isName(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
                if (!letter && (i == 0 || c < '0' || c > '9')) return false;
            }
            return !text.isEmpty();
        }

        @Override
        public String toString() {
            var out = new StringBuilder(head.toString());
            for (var step : path) {
                if (step instanceof Scalar(RegoString text, var _) && isName(text.value())) {
                    out.append('.').append(text.value());
                } else {
                    out.append('[').append(step).append(']');
                }
            }
            return out.toString();
        }
    }

    /** A call by name: of a builtin, an operator, or a function somewhere in {@code data}. */
    record Call(Term operator, List<Term> args, Loc loc) implements Term {
        public Call {
            args = List.copyOf(args);
        }

        public String name() {
            return operator.toString();
        }
    }

    /** A builtin named as what replaces a function; only behind {@code with … as}. */
    record FunctionName(String name, Loc loc) implements Term {
        @Override
        public String toString() {
            return name;
        }
    }

    record ArrayTerm(List<Term> items, Loc loc) implements Term {
        public ArrayTerm {
            items = List.copyOf(items);
        }
    }

    record SetTerm(List<Term> items, Loc loc) implements Term {
        public SetTerm {
            items = List.copyOf(items);
        }
    }

    record ObjectTerm(List<Entry> entries, Loc loc) implements Term {
        public ObjectTerm {
            entries = List.copyOf(entries);
        }
    }

    record Entry(Term key, Term value) {}

    record ArrayCompr(Term item, List<Expr> body, Loc loc) implements Term {}

    record SetCompr(Term item, List<Expr> body, Loc loc) implements Term {}

    record ObjectCompr(Term key, Term value, List<Expr> body, Loc loc) implements Term {}

    /** {@code $"text {expression}"}. */
    record Template(List<Part> parts, Loc loc) implements Term {
        public Template {
            parts = List.copyOf(parts);
        }
    }

    /** A piece of a template string. */
    sealed interface Part {
        record Text(String text) implements Part {}

        record Hole(Expr expr) implements Part {}
    }
}
