package org.attestry.rego.builtin;

import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * Go's text templates as far as policies use them: {@code {{.a.b}}}, {@code {{range .xs}}…{{end}}} with {@code {{.}}},
 * {@code {{range $i, $v := .xs}}} and {@code {{if .x}}…{{else}}…{{end}}}.
 */
final class Templates {
    private static final int DEEPEST = 256;

    private final BuiltinContext context;
    private final String in;
    private int at;
    private int depth;

    private Templates(BuiltinContext context, String in) {
        this.context = context;
        this.in = in;
    }

    static String render(BuiltinContext context, String template, RegoObject vars) {
        var templates = new Templates(context, template);
        var out = new StringBuilder();
        var stopped = templates.block(new Scope(vars, null, null, null), out, true);
        if (stopped != null) throw BuiltinFailure.of("render_template: unexpected {{" + stopped + "}}");
        return out.toString();
    }

    private record Scope(
            RegoValue dot,
            @Nullable String name,
            @Nullable RegoValue value,
            @Nullable Scope outer) {
        @Nullable
        RegoValue find(String wanted) {
            for (Scope scope = this; scope != null; scope = scope.outer) {
                if (wanted.equals(scope.name)) return scope.value;
            }
            return null;
        }
    }

    /** Renders up to the action that ends the block, and gives that action; null at the end of the text. */
    private @Nullable String block(Scope scope, StringBuilder out, boolean write) {
        while (true) {
            int open = in.indexOf("{{", at);
            var text = in.substring(at, open < 0 ? in.length() : open);
            context.charge(text.length() + 1L);
            if (write) out.append(text);
            if (open < 0) {
                at = in.length();
                return null;
            }
            int close = in.indexOf("}}", open);
            if (close < 0) throw BuiltinFailure.of("render_template: unclosed action");
            var action = in.substring(open + 2, close).strip();
            at = close + 2;
            if (action.equals("end") || action.equals("else")) return action;
            act(action, scope, out, write);
        }
    }

    private void act(String action, Scope scope, StringBuilder out, boolean write) {
        if (++depth > DEEPEST) throw BuiltinFailure.of("render_template: exceeded max depth of " + DEEPEST);
        if (action.startsWith("range ")) range(action.substring(6).strip(), scope, out, write);
        else if (action.startsWith("if ")) branch(action.substring(3).strip(), scope, out, write);
        else if (write) out.append(shown(value(action, scope)));
        depth--;
    }

    private void branch(String condition, Scope scope, StringBuilder out, boolean write) {
        boolean holds = write && truth(valueOrNull(condition, scope));
        if ("else".equals(block(scope, out, holds))) {
            var _ = block(scope, out, write && !holds);
        }
    }

    private void range(String action, Scope scope, StringBuilder out, boolean write) {
        int assign = action.indexOf(":=");
        var names = assign < 0 ? new String[0] : action.substring(0, assign).split(",", -1);
        var over = write ? value(action.substring(assign < 0 ? 0 : assign + 2).strip(), scope) : RegoArray.EMPTY;
        int start = at;
        boolean ran = false;
        if (over instanceof RegoArray array) {
            for (int i = 0; i < array.size(); i++) {
                at = start;
                ran = true;
                var _ = block(element(names, RegoNumber.of(i), array.get(i), scope), out, true);
            }
        } else if (over instanceof RegoObject object) {
            for (int i = 0; i < object.size(); i++) {
                at = start;
                ran = true;
                var _ = block(element(names, object.sortedKey(i), object.sortedValue(i), scope), out, true);
            }
        } else {
            throw BuiltinFailure.of("render_template: range over " + over.typeName());
        }
        if (!ran) {
            var _ = block(scope, out, false);
        }
    }

    private static Scope element(String[] names, RegoValue key, RegoValue value, Scope outer) {
        var scope = new Scope(value, null, null, outer);
        if (names.length == 1) return new Scope(value, names[0].strip(), value, scope);
        if (names.length != 2) return scope;
        return new Scope(value, names[1].strip(), value, new Scope(value, names[0].strip(), key, scope));
    }

    private static boolean truth(@Nullable RegoValue value) {
        return switch (value) {
            case null -> false;
            case RegoString s -> !s.value().isEmpty();
            case RegoNumber n -> n.bigValue().signum() != 0;
            case RegoArray array -> array.size() > 0;
            case RegoObject object -> object.size() > 0;
            case RegoNull _, RegoBoolean _, RegoSet _ -> !value.isFalse();
        };
    }

    private static RegoValue value(String path, Scope scope) {
        var value = valueOrNull(path, scope);
        return value == null ? RegoString.of("<undefined>") : value;
    }

    private static @Nullable RegoValue valueOrNull(String path, Scope scope) {
        if (path.equals(".")) return scope.dot;
        var steps = path.split("\\.", -1);
        if (!path.startsWith(".") && !path.startsWith("$"))
            throw BuiltinFailure.of("render_template: unsupported action " + path);
        RegoValue value = path.startsWith("$") && !steps[0].equals("$") ? scope.find(steps[0]) : scope.dot;
        for (int i = 1; i < steps.length && value != null; i++) {
            value = value instanceof RegoObject object ? object.get(steps[i]) : null;
        }
        return value;
    }

    private static String shown(RegoValue value) {
        return switch (value) {
            case RegoString s -> s.value();
            case RegoArray array -> {
                var out = new StringBuilder("[");
                for (int i = 0; i < array.size(); i++)
                    out.append(i > 0 ? " " : "").append(shown(array.get(i)));
                yield out.append(']').toString();
            }
            case RegoObject object -> {
                var out = new StringBuilder("map[");
                for (int i = 0; i < object.size(); i++) {
                    out.append(i > 0 ? " " : "")
                            .append(shown(object.sortedKey(i)))
                            .append(':')
                            .append(shown(object.sortedValue(i)));
                }
                yield out.append(']').toString();
            }
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoSet _ -> value.toString();
        };
    }
}
