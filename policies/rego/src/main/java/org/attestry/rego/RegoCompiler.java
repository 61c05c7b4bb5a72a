package org.attestry.rego;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Module;
import org.attestry.rego.builtin.Builtin;
import org.attestry.rego.builtin.Builtins;
import org.attestry.rego.compile.Effort;
import org.attestry.rego.compile.FunctionType;
import org.attestry.rego.compile.Program;
import org.attestry.rego.compile.Signatures;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.eval.Executable.MissingBuiltin;
import org.attestry.rego.ir.Policy;
import org.attestry.rego.plan.Planner;
import org.attestry.rego.syntax.Parser;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * Compiles modules into policies. Immutable; one serves all threads.
 *
 * <pre>{@code
 * var policy = RegoCompiler.standard()
 *         .compile(List.of(new RegoModule("policy.rego", source)), data, List.of("data.policy.allow"));
 * var allow = policy.evaluate("data.policy.allow", input, EvalOptions.at(clock.instant())).value();
 * }</pre>
 */
public final class RegoCompiler {
    /** The key under which an entry point's value lies in its bindings. */
    static final String RESULT = "result";

    /** Deep trees are walked by recursion; parser and planner bound their depth, this bounds nothing else. */
    private static final long STACK = 256L << 20;

    private final Map<String, Builtin> builtins;
    private final Map<String, RegoValue> schemas;
    private final Limits limits;

    private RegoCompiler(Map<String, Builtin> builtins, Map<String, RegoValue> schemas, Limits limits) {
        this.builtins = builtins;
        this.schemas = schemas;
        this.limits = limits;
    }

    /** With OPA's builtins, as far as they are deterministic, and the default limits. */
    public static RegoCompiler standard() {
        return new RegoCompiler(Builtins.standard(), Map.of(), Limits.DEFAULT);
    }

    public RegoCompiler withLimits(Limits other) {
        return new RegoCompiler(builtins, schemas, other);
    }

    /** With further builtins; one of the same name takes the place of OPA's. */
    public RegoCompiler withBuiltins(List<Builtin> more) {
        var all = new HashMap<>(builtins);
        for (var builtin : more) all.put(builtin.name(), builtin);
        return new RegoCompiler(Map.copyOf(all), schemas, limits);
    }

    /**
     * With schemas for the type checker, in place of those before.
     *
     * @param byName JSON Schemas by the paths under which annotations name them, such as {@code schema.input}; the one
     *     named {@code schema} holds for the input of every rule and query
     */
    public RegoCompiler withSchemas(Map<String, RegoValue> byName) {
        return new RegoCompiler(builtins, Map.copyOf(byName), limits);
    }

    /**
     * Compiles for entry points, each the full path of a rule or package such as {@code data.policy.allow}.
     *
     * @throws RegoCompileException with several errors where there are several
     */
    public CompiledPolicy compile(List<RegoModule> modules, RegoObject data, List<String> entrypoints)
            throws RegoCompileException {
        var queries = new LinkedHashMap<String, String>();
        for (var entrypoint : entrypoints) queries.put(entrypoint, RESULT + " = " + entrypoint);
        return compileQueries(modules, data, queries);
    }

    /**
     * Compiles for queries, which are evaluated by the names given.
     *
     * @param queries bodies such as {@code data.policy.allow = x} by name
     * @throws RegoCompileException with several errors where there are several
     */
    public CompiledPolicy compileQueries(List<RegoModule> modules, RegoObject data, Map<String, String> queries)
            throws RegoCompileException {
        return deep(() -> CompiledPolicy.of(withinLimits(modules, queries), builtins, data));
    }

    /** A plan that was made elsewhere, by OPA for instance. */
    public CompiledPolicy load(Policy plan, RegoObject data) throws RegoCompileException {
        return deep(() -> CompiledPolicy.of(plan, builtins, data));
    }

    private Policy withinLimits(List<RegoModule> sources, Map<String, String> queries) throws RegoCompileException {
        try {
            return Effort.<Policy, RegoCompileException>within(limits.effort(), () -> plan(sources, queries));
        } catch (Effort.Over e) {
            var file = sources.isEmpty() ? "" : sources.getFirst().file();
            throw new RegoCompileException(
                    List.of(new RegoError(RegoError.COMPILE, file, 1, 1, String.valueOf(e.getMessage()))));
        }
    }

    private Policy plan(List<RegoModule> sources, Map<String, String> queries) throws RegoCompileException {
        var program = Program.compile(parse(sources), signatures(), schemas, limits);
        var compiled = new LinkedHashMap<String, List<Expr>>();
        for (var query : queries.entrySet())
            compiled.put(query.getKey(), program.query(Parser.query("<query>", query.getValue(), limits)));
        return Planner.plan(program, compiled, limits);
    }

    private List<Module> parse(List<RegoModule> sources) throws RegoCompileException {
        var modules = new ArrayList<Module>();
        var errors = new ArrayList<RegoError>();
        long size = 0;
        for (var source : sources) {
            size += source.text().length();
            if (size > limits.sourceChars()) {
                errors.add(new RegoError(
                        RegoError.PARSE,
                        source.file(),
                        1,
                        1,
                        "source too large: limit is " + limits.sourceChars() + " characters"));
                break;
            }
            try {
                modules.add(Parser.module(source.file(), source.text(), source.version(), limits));
            } catch (RegoCompileException e) {
                errors.addAll(e.errors());
            }
        }
        if (!errors.isEmpty()) throw new RegoCompileException(errors);
        return modules;
    }

    private Signatures signatures() {
        return new Signatures() {
            private final Map<String, @Nullable FunctionType> types = new HashMap<>();

            @Override
            public @Nullable Integer arity(String name) {
                var builtin = builtins.get(name);
                if (builtin != null) return builtin.params().size();
                return Builtins.refused().containsKey(name) ? Builtins.refused().get(name) : null;
            }

            @Override
            public @Nullable FunctionType type(String name) {
                return types.computeIfAbsent(name, _ -> {
                    var builtin = builtins.get(name);
                    return builtin == null ? null : builtin.type();
                });
            }

            @Override
            public @Nullable String refusal(String name) {
                return !builtins.containsKey(name) && Builtins.refused().containsKey(name)
                        ? "builtin " + name + " is not allowed: it reaches outside of the evaluation"
                        : null;
            }

            @Override
            public boolean deprecated(String name) {
                return Builtins.deprecated().contains(name);
            }
        };
    }

    /** Most sources fit the caller's stack; the rest is done once more on a larger one. */
    private static <T> T deep(Callable<T> work) throws RegoCompileException {
        try {
            return work.call();
        } catch (StackOverflowError _) {
            return onLargeStack(work);
        } catch (Exception e) {
            throw refusal(e);
        }
    }

    private static <T> T onLargeStack(Callable<T> work) throws RegoCompileException {
        var task = new FutureTask<>(work);
        var thread = new Thread(null, task, "rego-compile", STACK);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new RegoCompileException(
                    List.of(new RegoError(RegoError.COMPILE, "", 0, 0, "compile was interrupted")));
        } catch (ExecutionException e) {
            throw refusal(e.getCause());
        }
    }

    private static RegoCompileException refusal(@Nullable Throwable cause) {
        return switch (cause) {
            case RegoCompileException e -> e;
            case MissingBuiltin e ->
                new RegoCompileException(
                        List.of(new RegoError(RegoError.TYPE, "", 0, 0, "undefined function " + e.getMessage())));
            case StackOverflowError _ ->
                new RegoCompileException(
                        List.of(new RegoError(RegoError.COMPILE, "", 0, 0, "source is nested too deep")));
            case RuntimeException e -> throw e;
            case null, default -> throw new IllegalStateException(cause);
        };
    }
}
