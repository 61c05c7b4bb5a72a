package org.attestry.agent.edl;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Java class whose methods are an enclave's trusted functions.
 *
 * <p>Numbers, arrays of numbers and strings have a form in Java; structs and types of C headers have none. A function
 * that needs one is left out and named in the class's comment. Addresses of shared memory are not offered either, so
 * switchless functions are there if they take and give numbers only.
 */
public final class JavaGenerator {
    private static final int FIRST_ECALL = 2;

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
                .filter(function -> JavaForm.all(function).isEmpty())
                .map(Function::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " Not here, because Java has no form for their types: " + names + ".";
    }

    private void open(Function function, List<JavaForm> forms) {
        var declared =
                forms.stream().map(form -> form.type() + " " + form.name()).collect(Collectors.joining(", "));
        text.blank().line("public %s %s(%s) {", result(function), JavaTypes.name(function.name()), declared);
    }

    private static String result(Function function) {
        return function.returns() ? JavaTypes.of(function.result()).orElseThrow() : "void";
    }

    private void ordinary(Function function, int number) {
        var forms = JavaForm.all(function);
        if (forms.isEmpty()) {
            return;
        }
        open(function, forms.get());
        var type = result(function);
        text.line("var cc_call = new TypedCall(%s, %s);", number, JavaTypes.size(type));
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
        var forms = JavaForm.all(function);
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

    private static String word(JavaForm form) {
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
