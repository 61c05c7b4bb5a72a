package org.attestry.rego.plan;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.compile.Program;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.RegoString;
import org.jspecify.annotations.Nullable;

/** Plans calls of functions and builtins, or of what replaces them, and what becomes of the result. */
final class CallPlanner {
    private final Planner p;
    private final Program program;

    CallPlanner(Planner planner, Program program) {
        this.p = planner;
        this.program = program;
    }

    void invoke(Kind.Invoke invoke, Runnable then) {
        var name = invoke.callee();
        if (name.equals("equal")
                && invoke.result() == null
                && p.replacements.of("equal") == null
                && invoke.args().size() == 2) {
            p.unify(invoke.args().get(0), invoke.args().get(1), then);
            return;
        }
        int arity = arity(name);
        var args = invoke.args().subList(0, arity);
        var result = invoke.args().size() > arity ? invoke.args().getLast() : invoke.result();
        var instead = p.replacements.of(name);
        if (instead != null && instead.equals(Replacements.VALUE)) {
            replacedByValue(name, args, result, then);
            return;
        }
        p.values(args, operands -> {
            int value = p.local();
            p.emit(call(instead == null ? name : instead, instead != null, operands, value));
            boolean relation = "walk".equals(instead == null ? name : instead);
            finish(value, relation, result, then);
        });
    }

    private void replacedByValue(String name, List<Term> args, @Nullable Term result, Runnable then) {
        p.values(args, operands -> {
            for (var operand : operands)
                if (operand instanceof Operand.Local(var index)) p.emit(new Stmt.IsDefined(index, p.loc));
            p.target = Emitter.of(p.names.get("data"));
            var path = List.<Term>of(
                    new Scalar(RegoString.of(Replacements.VALUES), p.loc), new Scalar(RegoString.of(name), p.loc));
            p.steps(path, 0, () -> finish(p.targetLocal(), false, result, then));
        });
    }

    private void finish(int value, boolean relation, @Nullable Term result, Runnable then) {
        p.target = Emitter.of(value);
        if (relation) {
            p.scanValues(result == null ? new Var("$any" + value, p.loc) : result, then);
        } else if (result == null) {
            p.emit(new Stmt.NotEqual(Emitter.of(value), new Operand.Bool(false), p.loc));
            then.run();
        } else {
            p.unify(Emitter.of(value), result, then);
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
            if (refusal != null) throw new Emitter.Refused(p.loc.error(RegoError.TYPE, refusal));
            return new Stmt.Call(name, List.copyOf(operands), result, p.loc);
        }
        var before = p.replacements;
        if (replacing) p.replacements = p.replacements.withoutFunctions();
        var func = p.rules(node);
        p.replacements = before;
        var args = new ArrayList<Operand>();
        args.add(Emitter.of(p.names.get("input")));
        args.add(Emitter.of(p.names.get("data")));
        args.addAll(operands);
        return new Stmt.Call(func, List.copyOf(args), result, p.loc);
    }
}
