package org.attestry.rego.builtin;

import java.util.List;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** Asking for types and casting. */
final class Types {
    private Types() {}

    static List<Builtin> all() {
        return List.of(
                is("number"),
                is("string"),
                is("boolean"),
                is("array"),
                is("set"),
                is("object"),
                is("null"),
                Builtin.of("type_name", "any -> string", (c, a) -> Args.of(a[0].typeName())),
                Builtin.of("to_number", "null|boolean|number|string -> number", (c, a) -> toNumber(a[0])),
                cast("cast_array", "array"),
                cast("cast_set", "set"),
                cast("cast_string", "string"),
                cast("cast_boolean", "boolean"),
                cast("cast_null", "null"),
                cast("cast_object", "object"));
    }

    /** True where it holds, undefined where it does not: OPA never answers false here. */
    private static Builtin is(String kind) {
        return Builtin.of("is_" + kind, "any -> boolean", (c, a) -> isKind(kind, a[0]));
    }

    private static @Nullable RegoValue isKind(String kind, RegoValue value) {
        return value.typeName().equals(kind) ? RegoBoolean.TRUE : RegoBoolean.FALSE;
    }

    private static Builtin cast(String name, String kind) {
        return Builtin.of(name, "any -> " + kind, (c, a) -> {
            if (a[0].typeName().equals(kind)) return a[0];
            if (kind.equals("array")) return RegoArray.of(Args.elements(a[0]));
            if (kind.equals("set")) return RegoSet.of(Args.elements(a[0]));
            throw BuiltinFailure.type(name + ": operand 1 must be " + kind + " but got " + a[0].typeName());
        });
    }

    private static RegoNumber toNumber(RegoValue value) {
        return switch (value) {
            case RegoNull _ -> RegoNumber.of(0);
            case RegoBoolean b -> RegoNumber.of(b.value() ? 1 : 0);
            case RegoNumber n -> n;
            case RegoString s -> parsed(s.value());
            case RegoArray _, RegoObject _, RegoSet _ ->
                throw BuiltinFailure.type("to_number: must be null, boolean, number or string");
        };
    }

    private static RegoNumber parsed(String text) {
        if (!text.matches("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?"))
            throw text.matches("(?i)[+-]?(nan|inf|infinity)")
                    ? BuiltinFailure.type("to_number: must be a finite number")
                    : BuiltinFailure.of("to_number: invalid syntax");
        try {
            if (Double.isInfinite(Double.parseDouble(text))) throw new ArithmeticException("beyond a float");
            return RegoNumber.parse(text.startsWith("+") ? text.substring(1) : text);
        } catch (ArithmeticException | NumberFormatException e) {
            throw BuiltinFailure.of("to_number: number out of range");
        }
    }
}
