package org.attestry.rego;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;

/** Compiles and evaluates in one breath. */
final class Policies {
    static final EvalOptions OPTIONS = EvalOptions.at(Instant.parse("2026-01-02T03:04:05Z"));

    private Policies() {}

    static CompiledPolicy compile(String entrypoint, String... sources) throws RegoCompileException {
        var modules = new ArrayList<RegoModule>();
        for (var source : sources) modules.add(new RegoModule("m" + modules.size() + ".rego", source));
        return RegoCompiler.standard().compile(modules, RegoObject.EMPTY, List.of(entrypoint));
    }

    /** The value of {@code data.p.x} as JSON, or "undefined". */
    static String value(String rules, String input) throws RegoCompileException {
        var policy = compile("data.p.x", "package p\n" + rules);
        return policy.evaluate("data.p.x", JsonReader.read(input), OPTIONS)
                .value()
                .map(RegoValue::toString)
                .orElse("undefined");
    }

    /** The value of one expression as JSON, or "undefined". */
    static String expression(String text) throws RegoCompileException {
        return value("x := " + text, "{}");
    }

    static RegoObject object(String json) {
        return (RegoObject) JsonReader.read(json);
    }

    static Map<String, String> query(String text) {
        return Map.of("q", text);
    }
}
