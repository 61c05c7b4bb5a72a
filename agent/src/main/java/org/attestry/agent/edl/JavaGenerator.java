package org.attestry.agent.edl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * A Java class whose methods are an enclave's trusted functions.
 *
 * <p>Numbers, arrays of numbers and strings have a form in Java; structs and types of C headers have none. A function
 * that needs one is left out and named in the class's comment. Addresses of shared memory are not offered either, so
 * switchless functions are there if they take and give numbers only.
 */
public final class JavaGenerator {
    private static final int FIRST_ECALL = 2;

    private static final Map<String, String> JAVA_TYPES = Map.ofEntries(
            Map.entry("char", "byte"),
            Map.entry("unsigned char", "byte"),
            Map.entry("int8_t", "byte"),
            Map.entry("uint8_t", "byte"),
            Map.entry("short", "short"),
            Map.entry("unsigned short", "short"),
            Map.entry("int16_t", "short"),
            Map.entry("uint16_t", "short"),
            Map.entry("int", "int"),
            Map.entry("unsigned int", "int"),
            Map.entry("int32_t", "int"),
            Map.entry("uint32_t", "int"),
            Map.entry("wchar_t", "int"),
            Map.entry("long", "long"),
            Map.entry("unsigned long", "long"),
            Map.entry("long long", "long"),
            Map.entry("unsigned long long", "long"),
            Map.entry("int64_t", "long"),
            Map.entry("uint64_t", "long"),
            Map.entry("size_t", "long"),
            Map.entry("float", "float"),
            Map.entry("double", "double"));
    private static final Map<String, Integer> SIZES =
            Map.of("byte", 1, "short", 2, "int", 4, "long", 8, "float", 4, "double", 8);

    private final Interface of;
    private final String javaPackage;
    private final CText text = new CText();

    private JavaGenerator(Interface of, String javaPackage) {
        this.of = of;
        this.javaPackage = javaPackage;
    }

    /** The text of one file, by its name: the interface's name with a capital letter. */
    public static Map<String, String> generate(Interface of, String javaPackage) {
        var generator = new JavaGenerator(of, javaPackage);
        return Map.of(generator.className() + ".java", generator.file());
    }

    private String className() {
        return of.name().substring(0, 1).toUpperCase(Locale.ROOT) + of.name().substring(1);
    }

    private String file() {
        if (!javaPackage.isEmpty()) {
            text.line("package %s;", javaPackage).blank();
        }
        text.line("import java.lang.foreign.ValueLayout;");
        text.line("import org.attestry.agent.enclave.Enclave;");
        text.line("import org.attestry.agent.enclave.EnclaveCallException;");
        text.line("import org.attestry.agent.enclave.TaskResult;");
        text.line("import org.attestry.agent.enclave.TypedCall;").blank();
        text.line("/** Generated from %s.edl.%s */", of.name(), missing());
        text.line("public final class %s {", className());
        text.line("private final Enclave enclave;").blank();
        text.line("public %s(Enclave enclave) {", className());
        text.line("this.enclave = enclave;").line("}");
        int number = FIRST_ECALL;
        int task = 0;
        for (var function : of.trusted()) {
            if (function.traits().switchless()) {
                switchless(function, task++);
            } else {
                ordinary(function, number);
            }
            number++;
        }
        text.line("}");
        return text.toString();
    }

    private String missing() {
        var names = of.trusted().stream()
                .filter(function -> parameters(function).isEmpty())
                .map(Function::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " Not here, because Java has no form for their types: " + names + ".";
    }

    /** A parameter's type in Java, and how it is added to the call. */
    private record Form(String type, String name, String addition) {}

    /** The forms of all parameters, or nothing if one has none. */
    private Optional<List<Form>> parameters(Function function) {
        var forms = new ArrayList<Form>();
        if (function.returns() && javaType(function.result()).isEmpty()) {
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

    private static Optional<String> javaType(EdlType type) {
        if (type.pointers() > 0) {
            return Optional.empty();
        }
        return switch (type.base()) {
            case EdlType.Basic(var c, var _) -> Optional.ofNullable(JAVA_TYPES.get(c));
            case EdlType.Tagged(var tag, var _) -> tag.equals("enum") ? Optional.of("int") : Optional.empty();
            case EdlType.Nothing _, EdlType.Foreign _ -> Optional.empty();
        };
    }

    private static Optional<Form> number(Declaration parameter) {
        if (parameter.indirect()) {
            return Optional.empty();
        }
        var name = javaName(parameter.name());
        return javaType(parameter.type()).map(type -> new Form(type, name, ".value(" + name + ")"));
    }

    private static Optional<Form> form(Declaration parameter) {
        var attributes = parameter.attributes();
        if (!parameter.indirect()) {
            return number(parameter);
        }
        var name = javaName(parameter.name());
        if (attributes.has("string") && !attributes.has("out")) {
            return Optional.of(new Form("String", name, ".text(" + name + ")"));
        }
        if (attributes.has("user_check") || attributes.text() || attributes.has("isptr") || attributes.has("isary")) {
            return Optional.empty();
        }
        return element(parameter)
                .map(type -> new Form(
                        type + "[]",
                        name,
                        ".buffer(TypedCall.Direction." + direction(attributes) + ", " + name + ", "
                                + size(parameter, type) + ")"));
    }

    private static Optional<String> element(Declaration parameter) {
        return switch (parameter.type().base()) {
            case EdlType.Nothing _ -> Optional.of("byte");
            case EdlType.Basic(var c, var integer) when integer -> Optional.ofNullable(JAVA_TYPES.get(c));
            case EdlType.Basic _, EdlType.Tagged _, EdlType.Foreign _ -> Optional.empty();
        };
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
        var a = size.present() ? expression(size) : SIZES.getOrDefault(type, 0) + "L";
        var b = count.present() ? expression(count) : elements + "L";
        return "Math.multiplyExact(" + a + ", " + b + ")";
    }

    private static String expression(Amount amount) {
        return switch (amount) {
            case Amount.Absent() -> "1L";
            case Amount.Literal(var value) -> value + "L";
            case Amount.Named(var name, var _) -> "(long) " + javaName(name);
        };
    }

    /** Words of Java that are names in C. */
    private static String javaName(String name) {
        return SourceVersion.isKeyword(name) ? name + "_" : name;
    }

    private void open(Function function, List<Form> forms) {
        var declared =
                forms.stream().map(form -> form.type() + " " + form.name()).collect(Collectors.joining(", "));
        text.blank().line("public %s %s(%s) {", result(function), javaName(function.name()), declared);
    }

    private static String result(Function function) {
        return function.returns() ? javaType(function.result()).orElseThrow() : "void";
    }

    private void ordinary(Function function, int number) {
        var forms = parameters(function);
        if (forms.isEmpty()) {
            return;
        }
        open(function, forms.get());
        var type = result(function);
        text.line("var cc_call = new TypedCall(%s, %s);", number, SIZES.getOrDefault(type, 0));
        forms.get().forEach(form -> text.line("cc_call%s;", form.addition()));
        if (function.returns()) {
            var layout =
                    "ValueLayout.JAVA_" + type.toUpperCase(Locale.ROOT) + (type.equals("byte") ? "" : "_UNALIGNED");
            text.line("return cc_call.in(this.enclave).get(%s, 0);", layout);
        } else {
            text.line("var _ = cc_call.in(this.enclave);");
        }
        text.line("}");
    }

    private void switchless(Function function, int task) {
        var forms = parameters(function);
        if (forms.isEmpty()) {
            return;
        }
        open(function, forms.get());
        var words = forms.get().stream().map(JavaGenerator::word).collect(Collectors.joining());
        text.line("%sswitch (this.enclave.callSwitchless(%s%s)) {", function.returns() ? "return " : "", task, words);
        text.line(
                function.returns()
                        ? "case TaskResult.Done(var cc_word) -> " + fromWord(result(function)) + ";"
                        : "case TaskResult.Done _ -> {}");
        text.line("case TaskResult.Refused(var cc_why) -> throw new EnclaveCallException(cc_why);");
        text.line("case TaskResult.Started _, TaskResult.Unfinished _ -> throw new IllegalStateException();");
        text.line(function.returns() ? "};" : "}");
        text.line("}");
    }

    private static String word(Form form) {
        return switch (form.type()) {
            case "float" -> ", Integer.toUnsignedLong(Float.floatToRawIntBits(" + form.name() + "))";
            case "double" -> ", Double.doubleToRawLongBits(" + form.name() + ")";
            default -> ", " + form.name();
        };
    }

    private static String fromWord(String type) {
        return switch (type) {
            case "float" -> "Float.intBitsToFloat((int) cc_word)";
            case "double" -> "Double.longBitsToDouble(cc_word)";
            default -> "(" + type + ") cc_word";
        };
    }
}
