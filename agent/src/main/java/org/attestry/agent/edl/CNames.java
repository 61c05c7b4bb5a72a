package org.attestry.agent.edl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The names and signatures that both sides of the generated C share. */
final class CNames {
    private CNames() {}

    static String sizes(Function function) {
        return function.name() + "_size_t";
    }

    static String parameters(Function function, String... first) {
        var all = new ArrayList<>(List.of(first));
        function.parameters().forEach(parameter -> all.add(parameter.declared()));
        return all.isEmpty() ? "void" : String.join(", ", all);
    }

    /** {@code T f(...)}, as its implementer writes it. */
    static String implementation(Function function) {
        return function.result().declared() + function.name() + "(" + parameters(function) + ")";
    }

    /** The host's way in. */
    static String ecallProxy(Function function) {
        return proxy(function, function.name(), List.of("cc_enclave_t *enclave"));
    }

    static String asyncProxy(Function function) {
        return proxy(function, function.name() + "_async", List.of("cc_enclave_t *enclave", "int *task_id"));
    }

    /** The enclave's way out. */
    static String ocallProxy(Function function) {
        return proxy(function, function.name(), List.of());
    }

    private static String proxy(Function function, String name, List<String> before) {
        var first = new ArrayList<>(before);
        if (function.returns()) {
            first.add(function.result().declared() + "*retval");
        }
        return "cc_enclave_result_t " + name + "(" + parameters(function, first.toArray(String[]::new)) + ")";
    }

    static String arguments(List<String> arguments) {
        return arguments.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
