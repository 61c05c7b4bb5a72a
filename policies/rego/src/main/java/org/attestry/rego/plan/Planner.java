package org.attestry.rego.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.compile.Program;
import org.attestry.rego.compile.RuleTree;
import org.attestry.rego.compile.Vars;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.ir.Block;
import org.attestry.rego.ir.Func;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Plan;
import org.attestry.rego.ir.Policy;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * Plans queries over compiled rules into OPA's intermediate representation.
 *
 * <p>Only rules that a query reaches are planned. A rule reached under {@code with} replacements that hide rules or
 * exchange functions is planned once more for each such set of replacements.
 */
public final class Planner extends DocumentPlanner {
    private final Program program;
    private final List<Func> funcs = new ArrayList<>();
    private final Map<String, String> planned = new HashMap<>();
    private final Map<Replacements, Integer> generations = new HashMap<>();

    private Planner(Program program, Limits limits) {
        super(program.tree(), limits.planned());
        this.program = program;
        generations.put(Replacements.NONE, 0);
    }

    /**
     * Plans what the queries reach.
     *
     * @param queries by plan name; already compiled by {@link Program#query}
     * @throws RegoCompileException where the plan would exceed its limit
     */
    public static Policy plan(Program program, Map<String, List<Expr>> queries, Limits limits)
            throws RegoCompileException {
        var planner = new Planner(program, limits);
        try {
            var plans = new ArrayList<Plan>();
            queries.forEach((name, body) -> plans.add(planner.query(name, body)));
            return new Policy(plans, planner.funcs);
        } catch (Refused e) {
            throw new RegoCompileException(List.of(e.error()));
        }
    }

    private Plan query(String name, List<Expr> body) {
        nextLocal = 2;
        names = Names.of(0, 1);
        loc = body.getFirst().loc();
        var shown = new TreeMap<String, String>();
        for (var expr : body) for (var v : Vars.of(expr)) if (!v.startsWith("$")) shown.put(v, Vars.shown(v));
        var block = nested(() -> body(body, 0, () -> result(shown)));
        return new Plan(name, List.of(block));
    }

    private void result(Map<String, String> shown) {
        int bindings = local();
        emit(new Stmt.MakeObject(bindings, loc));
        shown.forEach((unique, name) ->
                emit(new Stmt.ObjectInsert(new Operand.Str(name), of(names.get(unique)), bindings, loc)));
        emit(new Stmt.ResultSetAdd(bindings, loc));
    }

    @Override
    void body(List<Expr> body, int index, Runnable then) {
        if (index == body.size()) {
            then.run();
            return;
        }
        var outer = loc;
        loc = body.get(index).loc();
        expr(body.get(index), () -> body(body, index + 1, then));
        loc = outer;
    }

    private void expr(Expr expr, Runnable then) {
        emit(new Stmt.Mark(Stmt.Mark.Kind.EXPRESSION, "", expr.loc()));
        if (expr.negated()) negated(expr, then);
        else if (!expr.withs().isEmpty()) with(expr, then);
        else kind(expr.kind(), then);
    }

    private void negated(Expr expr, Runnable then) {
        var positive = new Expr(expr.kind(), false, expr.withs(), expr.loc());
        var outer = names;
        names = names.nested();
        int held = local();
        var inner = nested(() -> {
            if (positive.withs().isEmpty()) kind(positive.kind(), () -> held(held));
            else with(positive, () -> held(held));
        });
        if (hasScan(inner)) inner = oneOfMany(inner, held);
        names = outer;
        emit(new Stmt.Not(inner, loc));
        then.run();
    }

    private void held(int local) {
        emit(new Stmt.AssignVar(new Operand.Bool(true), local, loc));
    }

    /** The end of a block that enumerates says nothing: whether it held is in a local then. */
    private Block oneOfMany(Block inner, int held) {
        return new Block(List.of(
                new Stmt.ResetLocal(held, loc), new Stmt.Blocks(List.of(inner), loc), new Stmt.IsDefined(held, loc)));
    }

    private static boolean hasScan(Block block) {
        for (var stmt : block.stmts()) {
            boolean scans = switch (stmt) {
                case Stmt.Scan _ -> true;
                case Stmt.Blocks(var blocks, var _) -> blocks.stream().anyMatch(Planner::hasScan);
                case Stmt.With with -> hasScan(with.block());
                case Stmt.ArrayAppend _,
                        Stmt.AssignInt _,
                        Stmt.AssignVar _,
                        Stmt.AssignVarOnce _,
                        Stmt.Break _,
                        Stmt.Call _,
                        Stmt.CallDynamic _,
                        Stmt.Dot _,
                        Stmt.Equal _,
                        Stmt.IsArray _,
                        Stmt.IsDefined _,
                        Stmt.IsObject _,
                        Stmt.IsSet _,
                        Stmt.IsUndefined _,
                        Stmt.Len _,
                        Stmt.MakeArray _,
                        Stmt.MakeNull _,
                        Stmt.MakeNumberInt _,
                        Stmt.MakeNumberRef _,
                        Stmt.MakeObject _,
                        Stmt.MakeSet _,
                        Stmt.Nop _,
                        Stmt.Not _,
                        Stmt.NotEqual _,
                        Stmt.ObjectInsert _,
                        Stmt.ObjectInsertOnce _,
                        Stmt.ObjectMerge _,
                        Stmt.ResetLocal _,
                        Stmt.ResultSetAdd _,
                        Stmt.ReturnLocal _,
                        Stmt.SetAdd _,
                        Stmt.Mark _ -> false;
            };
            if (scans) return true;
        }
        return false;
    }

    private void kind(Kind kind, Runnable then) {
        switch (kind) {
            case Kind.Holds(var term) ->
                term(term, () -> {
                    emit(new Stmt.NotEqual(target, new Operand.Bool(false), loc));
                    then.run();
                });
            case Kind.Unify(var left, var right) -> unify(left, right, then);
            case Kind.Invoke invoke -> invoke(invoke, then);
            case Kind.Every every -> every(every, then);
            case Kind.Some _, Kind.SomeIn _, Kind.Assign _ -> throw new IllegalStateException("gone after flattening");
        }
    }

    private void every(Kind.Every every, Runnable then) {
        term(every.domain(), () -> {
            int domain = targetLocal();
            var is = List.<Stmt>of(
                    new Stmt.IsArray(of(domain), loc),
                    new Stmt.IsObject(of(domain), loc),
                    new Stmt.IsSet(of(domain), loc));
            var alternatives = new ArrayList<Block>();
            for (var check : is) alternatives.add(new Block(List.of(check, new Stmt.Break(1, loc))));
            emitBlocks(new Block(List.of(new Stmt.Blocks(alternatives, loc), new Stmt.Break(1, loc))));
            everyItem(every, domain);
            then.run();
        });
    }

    private void everyItem(Kind.Every every, int domain) {
        int key = local();
        int value = local();
        int held = local();
        var outer = names;
        names = names.nested();
        var inner = nested(() -> {
            if (every.key() != null) unify(of(key), every.key(), () -> {});
            unify(of(value), every.value(), () -> {});
            emit(new Stmt.ResetLocal(held, loc));
            emitBlocks(nested(() ->
                    body(every.body(), 0, () -> emit(new Stmt.AssignVar(new Operand.Bool(true), held, loc)))));
            emit(new Stmt.IsUndefined(held, loc));
            emit(new Stmt.Break(1, loc));
        });
        names = outer;
        emit(new Stmt.Scan(domain, key, value, inner, loc));
    }

    private void invoke(Kind.Invoke invoke, Runnable then) {
        var name = invoke.callee();
        if (name.equals("equal")
                && invoke.result() == null
                && replacements.of("equal") == null
                && invoke.args().size() == 2) {
            unify(invoke.args().get(0), invoke.args().get(1), then);
            return;
        }
        int arity = arity(name);
        var args = invoke.args().subList(0, arity);
        var result = invoke.args().size() > arity ? invoke.args().getLast() : invoke.result();
        var instead = replacements.of(name);
        if (instead != null && instead.equals(Replacements.VALUE)) {
            replacedByValue(name, args, result, then);
            return;
        }
        values(args, 0, new ArrayList<>(), operands -> {
            int value = local();
            emit(call(instead == null ? name : instead, instead != null, operands, value));
            boolean relation = "walk".equals(instead == null ? name : instead);
            finish(value, relation, result, then);
        });
    }

    private void finish(int value, boolean relation, @Nullable Term result, Runnable then) {
        target = of(value);
        if (relation) {
            scanValues(result == null ? new Var("$any" + value, loc) : result, then);
        } else if (result == null) {
            emit(new Stmt.NotEqual(of(value), new Operand.Bool(false), loc));
            then.run();
        } else {
            unify(of(value), result, then);
        }
    }

    private int arity(String name) {
        var node = program.tree().function(name);
        if (node != null) return node.arity();
        var arity = program.builtins().arity(name);
        if (arity == null) throw new IllegalStateException("unknown function " + name);
        return arity;
    }

    private Stmt call(String name, boolean replacing, List<Operand> operands, int result) {
        var node = program.tree().function(name);
        if (node == null) {
            var refusal = program.builtins().refusal(name);
            if (refusal != null) throw new Refused(loc.error(RegoError.TYPE, refusal));
            return new Stmt.Call(name, List.copyOf(operands), result, loc);
        }
        var before = replacements;
        if (replacing) replacements = replacements.withoutFunctions();
        var func = rules(node);
        replacements = before;
        var args = new ArrayList<Operand>();
        args.add(of(names.get("input")));
        args.add(of(names.get("data")));
        args.addAll(operands);
        return new Stmt.Call(func, List.copyOf(args), result, loc);
    }

    private interface Values {
        void with(List<Operand> operands);
    }

    private void values(List<Term> terms, int index, List<Operand> made, Values then) {
        if (index == terms.size()) {
            then.with(made);
            return;
        }
        term(terms.get(index), () -> {
            var more = new ArrayList<>(made);
            more.add(target);
            values(terms, index + 1, more, then);
        });
    }

    private void replacedByValue(String name, List<Term> args, @Nullable Term result, Runnable then) {
        values(args, 0, new ArrayList<>(), operands -> {
            for (var operand : operands)
                if (operand instanceof Operand.Local(var index)) emit(new Stmt.IsDefined(index, loc));
            target = of(names.get("data"));
            var path = List.<Term>of(
                    new Scalar(RegoString.of(Replacements.VALUES), loc), new Scalar(RegoString.of(name), loc));
            steps(path, 0, () -> finish(targetLocal(), false, result, then));
        });
    }

    private void with(Expr expr, Runnable then) {
        var sorted = WithTargets.of(expr.withs(), program);
        values(sorted.values(), 0, new ArrayList<>(), operands -> {
            var saved = new LinkedHashMap<Integer, Integer>();
            for (var root : sorted.roots()) {
                int original = names.get(root);
                int copy = local();
                emit(new Stmt.AssignVar(of(original), copy, loc));
                saved.put(original, copy);
            }
            var before = replacements;
            replacements = replacements.with(sorted.functions(), hidden(sorted.paths()));
            replaced(
                    sorted,
                    operands,
                    0,
                    () -> kind(expr.kind(), () -> {
                        var during = replacements;
                        replacements = before;
                        restored(new ArrayList<>(saved.entrySet()), 0, then);
                        replacements = during;
                    }));
            replacements = before;
        });
    }

    private Set<String> hidden(List<List<String>> paths) {
        var hidden = new LinkedHashSet<String>();
        for (var path : paths) {
            if (!path.getFirst().equals("data")) continue;
            var node = program.tree();
            for (var step : path.subList(1, path.size())) {
                var child = node.child(RegoString.of(step));
                if (child == null) {
                    node = null;
                    break;
                }
                node = child;
            }
            if (node != null) hidden.add(node.path());
        }
        return hidden;
    }

    private void replaced(WithTargets targets, List<Operand> values, int index, Runnable then) {
        if (index == values.size()) {
            then.run();
            return;
        }
        var path = targets.paths().get(index);
        var inner = nested(() -> replaced(targets, values, index + 1, then));
        emit(new Stmt.With(names.get(path.getFirst()), path.subList(1, path.size()), values.get(index), inner, loc));
    }

    private void restored(List<Map.Entry<Integer, Integer>> saved, int index, Runnable then) {
        if (index == saved.size()) {
            then.run();
            return;
        }
        var entry = saved.get(index);
        var inner = nested(() -> restored(saved, index + 1, then));
        emit(new Stmt.With(entry.getKey(), List.of(), of(entry.getValue()), inner, loc));
    }

    /** Plans the rules of a node under the replacements in force; gives the function's name. */
    @Override
    String rules(RuleTree node) {
        int generation = generations.computeIfAbsent(replacements, _ -> generations.size());
        var name = "g" + generation + "." + node.path();
        if (planned.containsKey(name)) return name;
        planned.put(name, name);
        var outer = names;
        var outerBlock = block;
        var outerTarget = target;
        int outerLocal = nextLocal;
        var outerLoc = loc;
        funcs.add(new RulePlanner(this, node, name, generation).plan());
        names = outer;
        block = outerBlock;
        target = outerTarget;
        nextLocal = outerLocal;
        loc = outerLoc;
        return name;
    }

    /** The steps of a node's path as a dynamic call names them. */
    static List<String> path(int generation, RuleTree node) {
        var rule = node.rules().getFirst();
        var ref = rule.head().ref();
        var steps = new ArrayList<String>();
        steps.add("g" + generation);
        for (var step : ref.path().subList(0, ref.groundPrefix())) steps.add(text(((Scalar) step).value()));
        return steps;
    }

    private static String text(RegoValue value) {
        return value instanceof RegoString s ? s.value() : value.toString();
    }
}
