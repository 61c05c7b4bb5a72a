package org.attestry.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.attestry.rego.compile.StaticType;
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

    /** True where the value is of one of the kinds, elements included. */
    public boolean accepts(RegoValue value) {
        for (var kind : kinds) if (accepts(kind, value)) return true;
        return false;
    }

    private static boolean accepts(Kind kind, RegoValue value) {
        if (kind.name.equals("any")) return true;
        if (!kind.name.equals(value.typeName())) return false;
        if (kind.of == null) return true;
        return switch (value) {
            case RegoArray array -> array.stream().allMatch(kind.of::accepts);
            case RegoSet set -> {
                for (var item : set) if (!kind.of.accepts(item)) yield false;
                yield true;
            }
            case RegoObject object -> {
                for (int i = 0; i < object.size(); i++) if (!kind.of.accepts(object.sortedValue(i))) yield false;
                yield true;
            }
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> true;
        };
    }

    @Override
    public String toString() {
        return kinds.stream().map(Kind::toString).collect(Collectors.joining("|"));
    }
}
