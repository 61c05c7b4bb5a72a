package org.attestry.rego.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.compile.Effort;
import org.attestry.rego.compile.Program;
import org.attestry.rego.compile.RuleTree;
import org.attestry.rego.compile.Vars;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.ir.Func;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Plan;
import org.attestry.rego.ir.Policy;
import org.attestry.rego.ir.Stmt;

/**
 * Plans queries over compiled rules into OPA's intermediate representation.
 *
 * <p>Only rules that a query reaches are planned. A rule reached under {@code with} replacements that hide rules or
 * exchange functions is planned once more for each such set of replacements.
 */
public final class Planner extends DocumentPlanner {
    private final NegationPlanner negations = new NegationPlanner(this);
    private final EveryPlanner quantifiers = new EveryPlanner(this);
    private final CallPlanner calls;
    private final WithPlanner withs;
    private final List<Func> funcs = new ArrayList<>();
    private final Map<String, String> planned = new HashMap<>();
    private final Map<Replacements, Integer> generations = new HashMap<>();

    private Planner(Program program, Limits limits) {
        super(program.tree(), limits.planned());
        calls = new CallPlanner(this, program);
        withs = new WithPlanner(this, program);
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
        deeper();
        expr(body.get(index), () -> body(body, index + 1, then));
        shallower();
        loc = outer;
    }

    private void expr(Expr expr, Runnable then) {
        emit(new Stmt.Mark(Stmt.Mark.Kind.EXPRESSION, "", expr.loc()));
        if (expr.negated()) negations.negated(expr, then);
        else positive(expr, then);
    }

    /** Plans what a negated expression negates, or all of any other. */
    void positive(Expr expr, Runnable then) {
        if (expr.withs().isEmpty()) kind(expr.kind(), then);
        else withs.with(expr, then);
    }

    /** Plans an expression without its modifiers. */
    void kind(Kind kind, Runnable then) {
        switch (kind) {
            case Kind.Holds(var term) ->
                term(term, () -> {
                    emit(new Stmt.NotEqual(target, new Operand.Bool(false), loc));
                    then.run();
                });
            case Kind.Unify(var left, var right) -> unify(left, right, then);
            case Kind.Invoke invoke -> calls.invoke(invoke, then);
            case Kind.Every every -> quantifiers.every(every, then);
            case Kind.Some _, Kind.SomeIn _, Kind.Assign _ -> throw new IllegalStateException("gone after flattening");
        }
    }

    /** Plans the rules of a node under the replacements in force; gives the function's name. */
    @Override
    String rules(RuleTree node) {
        Effort.take(node.path().length() + replacements.size());
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
}
