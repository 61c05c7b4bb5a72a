package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Module;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** Modules after all passes: rules in their places, with resolved names and safe, ordered bodies. */
public final class Program {
    private final RuleTree tree = new RuleTree();
    private final Signatures builtins;
    private final Given everywhere;

    private Program(Signatures builtins, Map<String, RegoValue> schemas) {
        this.builtins = builtins;
        this.everywhere = Given.everywhere(schemas);
    }

    public RuleTree tree() {
        return tree;
    }

    public Signatures builtins() {
        return builtins;
    }

    /**
     * Runs all passes over the modules.
     *
     * @param schemas by the names that annotations give them, as {@link RegoValue}s of JSON Schema
     * @throws RegoCompileException with as many errors as one pass finds
     */
    public static Program compile(
            List<Module> modules, Signatures builtins, Map<String, RegoValue> schemas, Limits limits)
            throws RegoCompileException {
        var program = new Program(builtins, schemas);
        var errors = new Errors();
        int rules = modules.stream().mapToInt(module -> module.rules().size()).sum();
        if (rules > limits.rules()) {
            errors.add(
                    new Loc(modules.getFirst().file(), 1, 1),
                    RegoError.COMPILE,
                    "too many rules: limit is " + limits.rules());
            errors.check();
        }
        try {
            program.pass(modules, new SchemaAnnotations(schemas, errors), errors);
        } catch (Effort.Over e) {
            // What is wrong tells more than that there is more of it than can be counted.
            errors.check();
            throw e;
        }
        return program;
    }

    private void pass(List<Module> modules, SchemaAnnotations schemas, Errors errors) throws RegoCompileException {
        var flat = flatten(modules, schemas, errors);
        errors.check();
        place(modules, flat, errors);
        errors.check();
    }

    private List<Rule> flatten(List<Module> modules, SchemaAnnotations schemas, Errors errors) {
        for (var module : modules) shadows(module, errors);
        var names = ruleNames(modules);
        var metadata = new Metadata(modules, schemas, errors);
        var flat = new ArrayList<Rule>();
        for (var module : modules) {
            var known = names.get(module.path().toString());
            var resolver =
                    new Resolver(module.path(), module.imports(), known == null ? Set.of() : known, builtins, errors);
            for (var rule : module.rules()) {
                var about = metadata.of(module, rule);
                var resolved = resolver.resolve(rule, about);
                if (rule.isDefault()) Checks.constantDefault(resolved, errors);
                flat.add(new Flattener().flatten(resolved).withSchemas(about.schemas()));
            }
        }
        return flat;
    }

    /** Names that hide the documents or each other. */
    private static void shadows(Module module, Errors errors) {
        for (var rule : module.rules()) {
            var name = rule.head().ref().head().toString();
            if (name.equals("input") || name.equals("data"))
                errors.add(
                        rule.loc(),
                        RegoError.COMPILE,
                        "rules must not shadow " + name + " (use a different rule name)");
        }
        var imported = new HashMap<String, Module.Import>();
        for (var one : module.imports()) {
            var root = one.path().head().toString();
            if (!root.equals("input") && !root.equals("data")) continue;
            var before = imported.put(one.name(), one);
            if (before != null)
                errors.add(one.loc(), RegoError.COMPILE, "import must not shadow import " + before.path());
        }
    }

    private static Map<String, Set<String>> ruleNames(List<Module> modules) {
        var names = new HashMap<String, Set<String>>();
        for (var module : modules) {
            var known = names.computeIfAbsent(module.path().toString(), _ -> new HashSet<>());
            for (var rule : module.rules()) known.add(((Var) rule.head().ref().head()).name());
        }
        return names;
    }

    private void place(List<Module> modules, List<Rule> flat, Errors errors) throws RegoCompileException {
        var draft = new RuleTree();
        for (var rule : flat) draft.add(rule);
        var checks = new Checks(draft, builtins, errors);
        checks.conflicts(draft);
        packages(modules, draft, errors);
        for (var rule : flat) for (var branch : rule.branches()) checks.collectReplaced(branch.body());
        for (var rule : flat) checks.rule(rule);
        errors.check();
        var safety = new Safety(errors, checks::arity);
        for (var module : modules) tree.insert(module.path().path());
        for (var rule : flat) tree.add(safety.check(rule));
        errors.check();
        tree.merge();
        new Recursion(tree, errors).check();
        errors.check();
        new RuleTypes(tree, builtins, everywhere, errors).check();
        errors.check();
        deprecated(modules, flat, checks);
        errors.check();
    }

    /** Flat rules are in the order of their modules. */
    private static void deprecated(List<Module> modules, List<Rule> flat, Checks checks) {
        var rules = flat.iterator();
        for (var module : modules) {
            for (int i = 0; i < module.rules().size(); i++) {
                var branches = rules.next().branches();
                if (module.v1()) for (var branch : branches) checks.deprecated(branch.body());
            }
        }
    }

    private static void packages(List<Module> modules, RuleTree draft, Errors errors) {
        for (var module : modules) {
            var node = draft;
            for (var step : module.path().path()) {
                node = node.find(List.of(step));
                if (node == null) break;
                if (node.rules().isEmpty()) continue;
                errors.add(
                        node.rules().getFirst().loc(),
                        RegoError.TYPE,
                        "package " + module.path() + " conflicts with rule " + node.path());
            }
        }
    }

    /**
     * Runs the passes over a query.
     *
     * @throws RegoCompileException where the query is not safe or calls what is not there
     */
    public List<Expr> query(List<Expr> body) throws RegoCompileException {
        var errors = new Errors();
        var resolver = new Resolver(
                new Ref(
                        new Var("data", body.getFirst().loc()),
                        List.of(),
                        body.getFirst().loc()),
                List.of(),
                Set.of(),
                builtins,
                errors);
        var flat = new Flattener().body(resolver.query(body));
        errors.check();
        var checks = new Checks(tree, builtins, errors);
        checks.collectReplaced(flat);
        checks.body(flat);
        errors.check();
        var ordered = new Safety(errors, checks::arity).query(flat);
        errors.check();
        TypeChecker.ofQuery(new RuleTypes(tree, builtins, everywhere, errors), everywhere, errors)
                .body(ordered);
        errors.check();
        return ordered;
    }

    /** The reference {@code data.a.b} for the steps given. */
    public static Ref dataRef(List<String> steps, Loc loc) {
        var path = new ArrayList<Term>();
        for (var step : steps) path.add(new Scalar(RegoString.of(step), loc));
        return new Ref(new Var("data", loc), path, loc);
    }
}
