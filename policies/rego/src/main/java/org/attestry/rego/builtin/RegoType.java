package org.attestry.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.attestry.rego.compile.StaticType;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * A type as builtins declare it, such as {@code array[string]|set[string]}.
 *
 * @param kinds any of the names of {@link RegoValue#typeName}, or {@code any}
 */
public record RegoType(List<Kind> kinds) {
    public static final RegoType ANY = new RegoType(List.of(new Kind("any", null)));

    /** One alternative: a kind and, for collections, what its elements or values must be. */
    public record Kind(String name, @Nullable RegoType of) {
        @Override
        public String toString() {
            return of == null ? name : name + "[" + of + "]";
        }
    }

    public static RegoType parse(String text) {
        var kinds = new ArrayList<Kind>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '|' : text.charAt(i);
            if (c == '[') depth++;
            else if (c == ']') depth--;
            else if (c == '|' && depth == 0) {
                kinds.add(kind(text.substring(start, i).strip()));
                start = i + 1;
            }
        }
        return new RegoType(List.copyOf(kinds));
    }

    private static Kind kind(String text) {
        int open = text.indexOf('[');
        return open < 0
                ? new Kind(text, null)
                : new Kind(text.substring(0, open), parse(text.substring(open + 1, text.length() - 1)));
    }

    /** As the compiler's type checker sees it. */
    StaticType asStatic() {
        return StaticType.oneOf(kinds.stream().map(RegoType::asStatic).toList());
    }

    private static StaticType asStatic(Kind kind) {
        var of = kind.of == null ? StaticType.any() : kind.of.asStatic();
        return switch (kind.name) {
            case "any" -> StaticType.any();
            case "array" -> StaticType.array(List.of(), of);
            case "set" -> StaticType.set(of);
            case "object" -> StaticType.object(Map.of(), new StaticType.Objects.Further(StaticType.any(), of));
            default -> new StaticType.Plain(kind.name);
        };
    }

    /** True where every value is accepted, so that nothing needs to be looked at. */
    public boolean isAny() {
        return kinds.size() == 1 && kinds.getFirst().name.equals("any");
    }

    /** True where the value is of one of the kinds, whatever is in it. */
    public boolean acceptsKind(RegoValue value) {
        for (var kind : kinds) if (kind.name.equals("any") || kind.name.equals(value.typeName())) return true;
        return false;
    }

    @Override
    public String toString() {
        return kinds.stream().map(Kind::toString).collect(Collectors.joining("|"));
    }
}
