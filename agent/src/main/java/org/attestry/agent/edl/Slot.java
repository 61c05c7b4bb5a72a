package org.attestry.agent.edl;

import java.util.ArrayList;
import java.util.List;

/** A parameter as marshalling sees it: what travels for it, and how many bytes that is. */
record Slot(Declaration declaration, Shape shape) {
    sealed interface Shape {}

    /** The value itself. */
    record Value(String type) implements Shape {}

    /** Bytes behind a pointer. {@code deep} are the members of a struct whose own bytes follow all parameters. */
    record Buffer(boolean in, boolean out, Measure measure, String element, List<Deep> deep) implements Shape {}

    /** An address in shared memory, for the trusted function to judge. */
    record Shared() implements Shape {}

    /** How many bytes a buffer has. */
    sealed interface Measure {}

    /** The product of two C expressions; {@code explicit} if an attribute or a dimension says so. */
    record Product(String a, String b, boolean explicit) implements Measure {}

    /** Up to and with the terminator, whose width is a C expression. */
    record Text(String width, String length) implements Measure {}

    /**
     * A member to be copied deeply. The amounts of {@code measure} refer to members through {@code cc_e}, those of
     * {@code answered} to the same members of {@code cc_s}, which the other side has filled.
     */
    record Deep(String name, Product measure, Product answered) {}

    static List<Slot> of(Function function, Checks.Structs structs) {
        return function.parameters().stream()
                .map(parameter -> new Slot(parameter, shape(parameter, structs)))
                .toList();
    }

    String name() {
        return declaration.name();
    }

    boolean goesIn() {
        return switch (shape) {
            case Value _, Shared _ -> true;
            case Buffer buffer -> buffer.in();
        };
    }

    private static Shape shape(Declaration parameter, Checks.Structs structs) {
        var attributes = parameter.attributes();
        if (attributes.has("user_check")) {
            return new Shared();
        }
        if (!parameter.indirect()) {
            return new Value(parameter.type().plain());
        }
        var element = element(parameter);
        var deep = structs.deepMembers(parameter.type()).stream()
                .map(member -> new Deep(
                        member.name(),
                        product(member, memberElement(member), "cc_e->"),
                        product(member, memberElement(member), "cc_s.")))
                .toList();
        return new Buffer(attributes.has("in"), attributes.has("out"), measure(parameter, element), element, deep);
    }

    private static String element(Declaration parameter) {
        if (parameter.attributes().has("isptr")) {
            return "*(" + parameter.type().base().c() + ")0";
        }
        return parameter.type().base().c();
    }

    private static String memberElement(Declaration member) {
        return member.type().base().c();
    }

    private static Measure measure(Declaration parameter, String element) {
        if (parameter.attributes().has("string")) {
            return new Text("1", "strlen");
        }
        if (parameter.attributes().has("wstring")) {
            return new Text("sizeof(wchar_t)", "wcslen");
        }
        if (parameter.array()) {
            long elements = parameter.dimensions().stream().reduce(1L, Math::multiplyExact);
            return new Product("sizeof(" + element + ")", String.valueOf(elements), true);
        }
        return product(parameter, element, "");
    }

    private static Product product(Declaration declared, String element, String scope) {
        var size = declared.attributes().size();
        var count = declared.attributes().count();
        var a = size.present() ? expression(size, scope) : "sizeof(" + element + ")";
        var b = count.present() ? expression(count, scope) : "1";
        return new Product(a, b, size.present() || count.present());
    }

    private static String expression(Amount amount, String scope) {
        return switch (amount) {
            case Amount.Absent() -> "1";
            case Amount.Literal(var value) -> value + "u";
            case Amount.Named(var name, var _) -> "(size_t)" + scope + name;
        };
    }

    /** A pointer as the function takes it, from the bytes at {@code source}. */
    String argument(String source) {
        var type = declaration.type();
        if (declaration.attributes().has("isptr")) {
            return "(" + type.base().c() + ")" + source;
        }
        if (declaration.attributes().has("isary")) {
            return "(__typeof__(&(*(" + type.base().c() + " *)0)[0]))" + source;
        }
        if (declaration.dimensions().size() > 1) {
            var rest = new StringBuilder();
            declaration.dimensions().stream()
                    .skip(1)
                    .forEach(size -> rest.append('[').append(size).append(']'));
            return "(" + type.declared() + "(*)" + rest + ")" + source;
        }
        return "(" + type.declared() + (declaration.array() ? "*" : "") + ")" + source;
    }

    /** The fields of the sizes struct that stand for this parameter. */
    List<String> sizeFields() {
        var fields = new ArrayList<String>();
        fields.add(name() + "_size");
        if (shape instanceof Buffer buffer) {
            buffer.deep().forEach(member -> fields.add(name() + "_" + member.name() + "_size"));
        }
        return fields;
    }
}
