package org.attestry.rego.tool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Module;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.compile.Vars;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.value.RegoValue;

/** {@code policy check}: what does not compile, and what compiles but should be looked at. */
public final class PolicyCheck {
    private PolicyCheck() {}

    /**
     * What was found.
     *
     * @param errors with any, the policy must not be used
     * @param warnings one line each
     */
    public record Report(List<RegoError> errors, List<String> warnings) {
        public Report {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Compiles all modules and all their rules, and lints them.
     *
     * @param schemas JSON Schemas by name, as {@link RegoCompiler#withSchemas} takes them
     */
    public static Report run(PolicyFiles files, Map<String, RegoValue> schemas) {
        var warnings = new ArrayList<String>();
        try {
            var _ = RegoCompiler.standard()
                    .withSchemas(schemas)
                    .compile(files.modules(), files.data(), List.of("data"));
            for (var module : files.parsed()) lint(module, warnings);
            return new Report(List.of(), warnings);
        } catch (RegoCompileException e) {
            return new Report(e.errors(), warnings);
        }
    }

    private static void lint(Module module, List<String> warnings) {
        var used = new HashSet<String>();
        for (var rule : module.rules()) names(rule, used);
        for (var one : module.imports()) {
            boolean keyword = one.path().head().toString().equals("rego")
                    || one.path().head().toString().equals("future");
            if (!keyword && !used.contains(one.name()))
                warnings.add(one.loc() + ": lint: import " + one.path() + " unused");
        }
        var defaults = new HashSet<String>();
        for (var rule : module.rules())
            if (rule.isDefault()) defaults.add(rule.head().ref().toString());
        for (var rule : module.rules()) {
            var name = rule.head().ref().toString();
            if (name.equals("allow") && !defaults.contains(name))
                warnings.add(rule.loc() + ": lint: allow has no default and may be undefined");
        }
    }

    private static void names(Rule rule, Set<String> used) {
        var head = rule.head();
        if (head.args() != null) head.args().forEach(arg -> names(arg, used));
        head.ref().path().forEach(step -> names(step, used));
        if (head.contains() != null) names(head.contains(), used);
        for (var branch : rule.branches()) {
            names(branch.value(), used);
            names(branch.body(), used);
        }
    }

    private static void names(List<Expr> body, Set<String> used) {
        for (var expr : body) {
            Vars.terms(expr, term -> names(term, used));
            for (var with : expr.withs()) names(with.target(), used);
            if (expr.kind() instanceof Expr.Kind.Every every) names(every.body(), used);
        }
    }

    private static void names(Term term, Set<String> used) {
        switch (term) {
            case Var v -> used.add(v.name());
            case Term.Call call -> {
                names(call.operator(), used);
                call.args().forEach(arg -> names(arg, used));
            }
            case Term.ArrayCompr c -> {
                names(c.item(), used);
                names(c.body(), used);
            }
            case Term.SetCompr c -> {
                names(c.item(), used);
                names(c.body(), used);
            }
            case Term.ObjectCompr c -> {
                names(c.key(), used);
                names(c.value(), used);
                names(c.body(), used);
            }
            case Term.Scalar _,
                    Term.Ref _,
                    Term.FunctionName _,
                    Term.ArrayTerm _,
                    Term.SetTerm _,
                    Term.ObjectTerm _,
                    Term.Template _ -> Vars.children(term, child -> names(child, used));
        }
    }
}
