package org.attestry.rego.plan;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.compile.RuleTree;
import org.attestry.rego.ir.Block;
import org.attestry.rego.ir.Func;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.ir.Stmt.Mark;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** Plans all rules of one place in {@code data} as one function. */
final class RulePlanner {
    private final Planner p;
    private final RuleTree node;
    private final String name;
    private final int generation;
    private final List<Integer> params = new ArrayList<>();
    private final int result = 2;
    private final int depth;
    private final boolean open;
    private int branch;
    private int firstFree;

    RulePlanner(Planner planner, RuleTree node, String name, int generation) {
        this.p = planner;
        this.node = node;
        this.name = name;
        this.generation = generation;
        depth = node.rules().stream()
                .mapToInt(rule -> rule.head().ref().groundPrefix())
                .min()
                .orElse(0);
        open = node.rules().stream()
                .anyMatch(rule ->
                        !rule.head().isFunction() && rule.head().ref().path().size() > depth);
    }

    Func plan() {
        var first = node.rules().getFirst();
        p.loc = first.head().loc();
        params.add(0);
        params.add(1);
        for (int i = 0; i < first.head().arity(); i++) params.add(3 + i);
        branch = 3 + first.head().arity();
        firstFree = branch + 1;
        var blocks = new ArrayList<Block>();
        if (open) blocks.add(p.nested(() -> p.emit(new Stmt.MakeObject(result, p.loc))));
        else if (first.head().contains() != null) blocks.add(p.nested(() -> p.emit(new Stmt.MakeSet(result, p.loc))));
        for (var rule : node.rules()) if (!rule.isDefault()) rule(rule, blocks);
        for (var rule : node.rules()) if (rule.isDefault()) blocks.add(byDefault(rule));
        blocks.add(p.nested(() -> p.emit(new Stmt.ReturnLocal(result, p.loc))));
        return new Func(name, path(first), params, result, blocks, first.head().loc());
    }

    /** The steps of the node's path as a dynamic call names them. */
    private List<String> path(Rule first) {
        var ref = first.head().ref();
        var steps = new ArrayList<String>();
        steps.add("g" + generation);
        for (var step : ref.path().subList(0, ref.groundPrefix())) steps.add(text(((Scalar) step).value()));
        return steps;
    }

    private static String text(RegoValue value) {
        return value instanceof RegoString s ? s.value() : value.toString();
    }

    private void rule(Rule rule, List<Block> blocks) {
        var parts = new ArrayList<Block>();
        boolean complete =
                !open && rule.head().contains() == null && rule.branches().size() > 1;
        for (int i = 0; i < rule.branches().size(); i++) parts.add(branch(rule, i));
        if (complete)
            parts.add(p.nested(() -> {
                p.emit(new Stmt.IsDefined(branch, p.loc));
                p.emit(new Stmt.AssignVarOnce(Emitter.of(branch), result, p.loc));
            }));
        if (rule.branches().size() == 1) blocks.addAll(parts);
        else blocks.add(new Block(List.of(new Stmt.Blocks(parts, p.loc))));
    }

    private void begin() {
        p.nextLocal = firstFree;
        p.names = Names.of(0, 1);
    }

    private Block branch(Rule rule, int index) {
        var one = rule.branches().get(index);
        begin();
        p.loc = one.loc();
        return p.nested(() -> {
            if (rule.branches().size() > 1)
                p.emit(index == 0 ? new Stmt.ResetLocal(branch, p.loc) : new Stmt.IsUndefined(branch, p.loc));
            p.emit(new Mark(Mark.Kind.RULE_ENTERED, node.path(), one.loc()));
            arguments(
                    rule.head(),
                    0,
                    () -> p.body(one.body(), 0, () -> {
                        p.loc = one.loc();
                        value(rule, one);
                    }));
        });
    }

    private void arguments(Rule.Head head, int index, Runnable then) {
        var args = head.args();
        if (args == null || index == args.size()) then.run();
        else p.unify(Emitter.of(params.get(2 + index)), args.get(index), () -> arguments(head, index + 1, then));
    }

    private void value(Rule rule, Rule.Branch one) {
        var head = rule.head();
        var path = head.ref()
                .path()
                .subList(
                        head.isFunction() ? head.ref().path().size() : depth,
                        head.ref().path().size());
        p.values(path, keys -> {
            var item = head.contains();
            p.term(item == null ? one.value() : item, () -> {
                p.emit(new Mark(Mark.Kind.RULE_HELD, node.path(), one.loc()));
                var value = p.target;
                if (!keys.isEmpty()) insert(keys, value, item != null);
                else if (item != null) p.emit(new Stmt.SetAdd(value, result, p.loc));
                else p.emit(new Stmt.AssignVarOnce(value, rule.branches().size() > 1 ? branch : result, p.loc));
            });
        });
    }

    /** Puts a value at a path below the result, making what is missing on the way. */
    private void insert(List<Operand> keys, Operand value, boolean intoSet) {
        int holder = result;
        var holders = new ArrayList<Integer>();
        for (int i = 0; i < keys.size() - (intoSet ? 0 : 1); i++) {
            boolean last = intoSet && i == keys.size() - 1;
            int next = p.local();
            holders.add(holder);
            reach(holder, keys.get(i), next, last);
            holder = next;
        }
        if (intoSet) p.emit(new Stmt.SetAdd(value, holder, p.loc));
        else p.emit(new Stmt.ObjectInsertOnce(keys.getLast(), value, holder, p.loc));
        for (int i = holders.size() - 1; i >= 0; i--) {
            p.emit(new Stmt.ObjectInsert(keys.get(i), Emitter.of(holder), holders.get(i), p.loc));
            holder = holders.get(i);
        }
    }

    private void reach(int holder, Operand key, int next, boolean set) {
        p.emitBlocks(p.nested(() -> {
            p.emitBlocks(p.nested(() -> {
                p.emit(new Stmt.Dot(Emitter.of(holder), key, next, p.loc));
                p.emit(new Stmt.Break(1, p.loc));
            }));
            p.emit(set ? new Stmt.MakeSet(next, p.loc) : new Stmt.MakeObject(next, p.loc));
        }));
    }

    private Block byDefault(Rule rule) {
        begin();
        p.loc = rule.head().loc();
        return p.nested(() -> {
            p.emit(new Stmt.IsUndefined(result, p.loc));
            var only = rule.branches().getFirst();
            p.body(
                    only.body(),
                    0,
                    () -> p.term(only.value(), () -> p.emit(new Stmt.AssignVarOnce(p.target, result, p.loc))));
        });
    }
}
