package org.attestry.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.compile.FunctionType;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * A function that policies may call.
 *
 * @param params what each argument must be; its kind is checked before {@code body} is called
 * @param checked false where it is left to {@code body} to look at the kinds too
 */
public record Builtin(String name, List<RegoType> params, RegoType result, boolean checked, Body body) {
    public Builtin {
        params = List.copyOf(params);
    }

    /** Plain Java: the same arguments give the same answer within one evaluation. */
    @FunctionalInterface
    public interface Body {
        /**
         * Answers one call.
         *
         * @return the answer, or null where there is none
         * @throws BuiltinFailure where there is none for a reason worth telling
         */
        @Nullable
        RegoValue apply(BuiltinContext context, RegoValue[] args);
    }

    /**
     * Declares a builtin by its signature.
     *
     * @param signature such as {@code "string, array[string]|set[string] -> string"}
     */
    public static Builtin of(String name, String signature, Body body) {
        int arrow = signature.indexOf("->");
        var params = new ArrayList<RegoType>();
        for (var param : signature.substring(0, arrow).split(",", -1)) {
            if (!param.isBlank()) params.add(RegoType.parse(param.strip()));
        }
        return new Builtin(
                name, params, RegoType.parse(signature.substring(arrow + 2).strip()), true, body);
    }

    /** The same builtin, declared as it is but open to arguments of any kind where it is called. */
    Builtin unchecked() {
        return new Builtin(name, params, result, false, body);
    }

    /** As the compiler's type checker sees it. */
    public FunctionType type() {
        return new FunctionType(params.stream().map(RegoType::asStatic).toList(), result.asStatic());
    }

    /** Checks of what kind the arguments are and calls; what is in them is for the body to look at, as in OPA. */
    public @Nullable RegoValue call(BuiltinContext context, RegoValue[] args) {
        for (int i = 0; i < args.length; i++) {
            var param = params.get(i);
            if (checked && !param.isAny() && !param.acceptsKind(args[i])) {
                throw BuiltinFailure.type(
                        name + ": operand " + (i + 1) + " must be " + param + " but got " + args[i].typeName());
            }
        }
        try {
            return body.apply(context, args);
        } catch (BuiltinFailure | RegoEvaluationException e) {
            throw e;
        } catch (RuntimeException e) {
            // Of a library below: a key or a date that it cannot take is the caller's, and its words are nobody's.
            throw BuiltinFailure.of(name + ": operands that have no answer");
        }
    }
}
