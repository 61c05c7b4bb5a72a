package org.attestry.agent.edl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A parameter as a Java method takes it.
 *
 * @param addition how it is added to the call, a {@code TypedCall}
 */
record JavaForm(String type, String name, String addition) {
    /** The forms of all parameters of {@code function}, or nothing if one of them or the result has none. */
    static Optional<List<JavaForm>> all(Function function) {
        var forms = new ArrayList<JavaForm>();
        if (function.returns() && JavaTypes.of(function.result()).isEmpty()) {
            return Optional.empty();
        }
        for (var parameter : function.parameters()) {
            var form = function.traits().switchless() ? number(parameter) : form(parameter);
            if (form.isEmpty()) {
                return Optional.empty();
            }
            forms.add(form.get());
        }
        return Optional.of(forms);
    }

    private static Optional<JavaForm> number(Declaration parameter) {
        if (parameter.indirect()) {
            return Optional.empty();
        }
        var name = JavaTypes.name(parameter.name());
        return JavaTypes.of(parameter.type()).map(type -> new JavaForm(type, name, ".value(" + name + ")"));
    }

    private static Optional<JavaForm> form(Declaration parameter) {
        var attributes = parameter.attributes();
        if (!parameter.indirect()) {
            return number(parameter);
        }
        var name = JavaTypes.name(parameter.name());
        if (attributes.has("string") && !attributes.has("out")) {
            return Optional.of(new JavaForm("String", name, ".text(" + name + ")"));
        }
        if (attributes.has("user_check") || attributes.text() || attributes.has("isptr") || attributes.has("isary")) {
            return Optional.empty();
        }
        return JavaTypes.element(parameter.type())
                .map(type -> new JavaForm(
                        type + "[]",
                        name,
                        ".buffer(TypedCall.Direction." + direction(attributes) + ", " + name + ", "
                                + size(parameter, type) + ")"));
    }

    private static String direction(Attributes attributes) {
        if (attributes.has("in")) {
            return attributes.has("out") ? "IN_OUT" : "IN";
        }
        return "OUT";
    }

    private static String size(Declaration parameter, String type) {
        var size = parameter.attributes().size();
        var count = parameter.attributes().count();
        long elements = parameter.dimensions().stream().reduce(1L, Math::multiplyExact);
        var a = size.present() ? expression(size) : JavaTypes.size(type) + "L";
        var b = count.present() ? expression(count) : elements + "L";
        return "Math.multiplyExact(" + a + ", " + b + ")";
    }

    private static String expression(Amount amount) {
        return switch (amount) {
            case Amount.Absent() -> "1L";
            case Amount.Literal(var value) -> value + "L";
            case Amount.Named(var name, var _) -> "(long) " + JavaTypes.name(name);
        };
    }
}
