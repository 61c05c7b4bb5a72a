package org.attestry.rego.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.attestry.rego.CompiledPolicy;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.RegoModule;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.ir.PolicyReader;
import org.attestry.rego.ir.PolicyWriter;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.JsonWriter;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** One case of OPA's suite: modules, a query, documents and what must come of them. */
final class ConformanceCase {
    private static final String QUERY = "eval";

    private final RegoObject json;
    private final RegoCompiler compiler;
    private final EvalOptions options;

    ConformanceCase(RegoObject json, RegoCompiler compiler, EvalOptions options) {
        this.json = json;
        this.compiler = compiler;
        this.options = isTrue("strict_error") ? options.withStrictErrors() : options;
    }

    /** What a case came to. */
    sealed interface Outcome {
        /**
         * Bindings came of it.
         *
         * @param result as plain JSON
         */
        record Yielded(RegoArray result) implements Outcome {}

        record Failed(String code, String message) implements Outcome {}
    }

    String note() {
        return json.get("note") instanceof RegoString s ? s.value() : "?";
    }

    boolean hasPlan() {
        return json.get("plan") instanceof RegoObject;
    }

    Outcome fromSource() {
        return outcome(() -> compiler.compileQueries(modules(), data(), Map.of(QUERY, text("query"))));
    }

    /** From source to a plan, by way of that plan's JSON. */
    Outcome fromOwnPlan() {
        return outcome(() -> {
            var policy = compiler.compileQueries(modules(), data(), Map.of(QUERY, text("query")));
            var json = JsonReader.read(JsonWriter.write(PolicyWriter.write(policy.plan())));
            return compiler.load(PolicyReader.read(json), data());
        });
    }

    Outcome fromPlan() {
        return outcome(() -> compiler.load(PolicyReader.read(need("plan")), data()));
    }

    private interface Compile {
        CompiledPolicy get() throws RegoCompileException;
    }

    private Outcome outcome(Compile compile) {
        try {
            var policy = compile.get();
            return new Outcome.Yielded(
                    plain(policy.evaluate(QUERY, input(), options).bindings()));
        } catch (RegoCompileException e) {
            var first = e.errors().getFirst();
            return new Outcome.Failed(first.code(), first.toString());
        } catch (RegoEvaluationException e) {
            return new Outcome.Failed(e.code().text(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return new Outcome.Failed("internal", e.toString());
        }
    }

    private List<RegoModule> modules() {
        var modules = new ArrayList<RegoModule>();
        if (json.get("modules") instanceof RegoArray sources) {
            for (var source : sources)
                modules.add(new RegoModule("module-" + modules.size() + ".rego", ((RegoString) source).value()));
        }
        return modules;
    }

    private RegoObject data() {
        return json.get("data") instanceof RegoObject data ? data : RegoObject.EMPTY;
    }

    private @Nullable RegoValue input() throws RegoCompileException {
        if (!(json.get("input_term") instanceof RegoString term)) return json.get("input");
        var policy = compiler.compileQueries(List.of(), RegoObject.EMPTY, Map.of(QUERY, "x = " + term.value()));
        return ((RegoObject) policy.evaluate(QUERY, null, options).bindings().getFirst()).get("x");
    }

    private String text(String key) {
        return ((RegoString) need(key)).value();
    }

    private RegoValue need(String key) {
        var value = json.get(key);
        if (value == null) throw new IllegalArgumentException("case without " + key);
        return value;
    }

    private boolean isTrue(String key) {
        return RegoBoolean.TRUE.equals(json.get(key));
    }

    /** As JSON shows it: sets as arrays, keys as strings; generated variables left out where the case says so. */
    private RegoArray plain(List<RegoValue> bindings) {
        var plain = new ArrayList<RegoValue>();
        for (var binding : bindings) {
            var read = JsonReader.read(JsonWriter.write(binding));
            plain.add(isTrue("ignore_generated_vars") ? withoutGenerated((RegoObject) read) : read);
        }
        return RegoArray.of(plain);
    }

    private static RegoObject withoutGenerated(RegoObject binding) {
        var kept = Building.object(binding.size());
        binding.forEach((key, value) -> {
            if (!((RegoString) key).value().startsWith("__")) Building.put(kept, key, value);
        });
        return kept;
    }

    /** True where a case says what must come of it. */
    boolean isJudged() {
        return wanted("want_result") != null
                || json.get("want_error_code") instanceof RegoString
                || json.get("want_error") instanceof RegoString;
    }

    boolean wantsResult() {
        return wanted("want_result") != null;
    }

    private @Nullable RegoArray wanted(String key) {
        return json.get(key) instanceof RegoArray array ? array : null;
    }

    /** What is wrong with an outcome, or null where it is as wanted. */
    @Nullable
    String verdict(Outcome outcome, boolean plan) {
        var want = plan && wanted("want_plan_result") != null ? wanted("want_plan_result") : wanted("want_result");
        var code = json.get("want_error_code");
        return switch (outcome) {
            case Outcome.Yielded(var result) -> {
                if (want == null) yield isJudged() ? "got " + JsonWriter.write(result) + " want error " + code : null;
                yield same(result, want) ? null : "got " + JsonWriter.write(result) + " want " + JsonWriter.write(want);
            }
            case Outcome.Failed(var got, var message) -> {
                if (code != null && code.equals(RegoString.of(got))) yield null;
                if (want != null || !isJudged()) yield "failed: " + message;
                yield code == null ? null : "failed with " + got + " want " + code + ": " + message;
            }
        };
    }

    private boolean same(RegoArray got, RegoArray want) {
        return sorted(got).equals(sorted(want));
    }

    private List<RegoValue> sorted(RegoArray bindings) {
        var list = new ArrayList<RegoValue>();
        for (var binding : bindings) list.add(isTrue("sort_bindings") ? inner(binding) : binding);
        Collections.sort(list);
        return list;
    }

    private static RegoValue inner(RegoValue binding) {
        if (!(binding instanceof RegoObject object)) return binding;
        var made = Building.object(object.size());
        object.forEach(
                (key, value) -> Building.put(made, key, value instanceof RegoArray array ? sortedArray(array) : value));
        return made;
    }

    private static RegoValue sortedArray(RegoArray array) {
        var items = new ArrayList<>(array.asList());
        Collections.sort(items);
        return RegoArray.of(items);
    }

    RegoValue emitted(String file, int index, Outcome outcome) {
        var line = Building.object(3);
        Building.put(line, RegoString.of("file"), RegoString.of(file));
        Building.put(line, RegoString.of("index"), RegoNumber.of(index));
        switch (outcome) {
            case Outcome.Yielded(var result) -> Building.put(line, RegoString.of("result"), result);
            case Outcome.Failed(var code, var message) ->
                Building.put(
                        line,
                        RegoString.of("error"),
                        RegoObject.of("code", RegoString.of(code), "message", RegoString.of(message)));
        }
        return line;
    }
}
