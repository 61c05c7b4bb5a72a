package org.attestry.rego.plan;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.compile.Effort;
import org.attestry.rego.compile.RuleTree;
import org.attestry.rego.ir.Block;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** Plans references into {@code data}, where what rules define lies over what was loaded. */
abstract class DocumentPlanner extends TermPlanner {
    private final RuleTree tree;
    protected Replacements replacements = Replacements.NONE;

    DocumentPlanner(RuleTree tree, int maxStatements) {
        super(maxStatements);
        this.tree = tree;
    }

    abstract String rules(RuleTree node);

    /** A place in the loaded document: a local and the steps from it. */
    private record Base(int local, List<Term> path) {
        Base child(Term step) {
            Effort.take(path.size());
            var steps = new ArrayList<>(path);
            steps.add(step);
            return new Base(local, steps);
        }
    }

    @Override
    final void dataRef(List<Term> path, Runnable then) {
        data(visible(tree), new Base(names.get("data"), List.of()), path, 0, then);
    }

    private @Nullable RuleTree visible(@Nullable RuleTree node) {
        return node == null || replacements.hides(node.path()) ? null : node;
    }

    private @Nullable RuleTree child(@Nullable RuleTree node, RegoValue key) {
        return node == null ? null : visible(node.child(key));
    }

    private static boolean isDocument(@Nullable RuleTree node) {
        return node != null && !node.rules().isEmpty() && !node.isFunction();
    }

    private void data(@Nullable RuleTree node, Base base, List<Term> path, int index, Runnable then) {
        if (isDocument(node)) {
            target = of(called(node));
            steps(path, index, then);
        } else if (index == path.size()) {
            extent(node, base, then);
        } else if (node == null || !node.hasChildren()) {
            loaded(base, path.subList(index, path.size()), then);
        } else if (path.get(index) instanceof Scalar(var key, var _)) {
            data(child(node, key), base.child(path.get(index)), path, index + 1, then);
        } else if (path.subList(index, path.size()).stream().allMatch(this::isKnown)) {
            selected(node, base, path, index, then);
        } else {
            enumerated(node, base, path, index, then);
        }
    }

    private int called(@Nullable RuleTree node) {
        if (node == null) throw new IllegalStateException("no rules");
        int value = local();
        emit(new Stmt.Call(rules(node), List.of(of(names.get("input")), of(names.get("data"))), value, loc));
        return value;
    }

    private void loaded(Base base, List<Term> rest, Runnable then) {
        target = of(base.local);
        Effort.take(base.path.size() + rest.size());
        var steps = new ArrayList<>(base.path);
        steps.addAll(rest);
        loaded(steps, 0, then);
    }

    /** Keys of loaded objects are strings, so that a whole number may stand for its digits. */
    private void loaded(List<Term> path, int index, Runnable then) {
        int number = index;
        while (number < path.size() && !isWhole(path.get(number))) number++;
        if (number == path.size()) {
            steps(path.subList(index, path.size()), 0, then);
            return;
        }
        int at = number;
        steps(path.subList(index, at), 0, () -> {
            int source = targetLocal();
            int key = local();
            int value = local();
            emit(new Stmt.MakeNumberRef(path.get(at).toString(), key, loc));
            emit(new Stmt.Dot(of(source), of(key), value, loc));
            target = of(value);
            loaded(path, at + 1, then);
        });
    }

    private static boolean isWhole(Term step) {
        return step instanceof Scalar(var value, var _) && value instanceof RegoNumber number && number.isInteger();
    }

    /** All further steps are known: at most one child matches, and its value is left in one local. */
    private void selected(RuleTree node, Base base, List<Term> path, int index, Runnable then) {
        int value = local();
        emit(new Stmt.ResetLocal(value, loc));
        alternatives(node, base, path, index, () -> emit(new Stmt.AssignVar(target, value, loc)));
        emit(new Stmt.IsDefined(value, loc));
        target = of(value);
        then.run();
    }

    /** Some step is open: what follows is planned once for each child, and once for the loaded document. */
    private void enumerated(RuleTree node, Base base, List<Term> path, int index, Runnable then) {
        alternatives(node, base, path, index, then);
    }

    private void alternatives(RuleTree node, Base base, List<Term> path, int index, Runnable then) {
        var outer = names;
        var blocks = new ArrayList<Block>();
        for (var key : node.keys()) {
            if (visible(node.child(key)) == null) continue;
            names = outer.nested();
            var plugged = plugged(path, index, key);
            blocks.add(
                    nested(() -> unify(operand(key), path.get(index), () -> data(node, base, plugged, index, then))));
        }
        names = outer.nested();
        blocks.add(nested(() -> others(node, base, path, index, then)));
        names = outer;
        emit(new Stmt.Blocks(blocks, loc));
    }

    private Operand operand(RegoValue key) {
        if (key instanceof RegoString s) return new Operand.Str(s.value());
        int made = local();
        emit(new Stmt.MakeNumberRef(key.toString(), made, loc));
        return of(made);
    }

    private List<Term> plugged(List<Term> path, int index, RegoValue key) {
        Effort.take(path.size());
        var copy = new ArrayList<>(path);
        copy.set(index, new Scalar(key, loc));
        return copy;
    }

    /** Keys of the loaded document that no rule lies over. */
    private void others(RuleTree node, Base base, List<Term> path, int index, Runnable then) {
        int covered = local();
        emit(new Stmt.MakeSet(covered, loc));
        for (var key : node.keys())
            if (visible(node.child(key)) != null) emit(new Stmt.SetAdd(operand(key), covered, loc));
        target = of(base.local);
        steps(
                base.path,
                0,
                () -> scan(path.get(index), key -> {
                    int found = local();
                    emit(new Stmt.Not(nested(() -> emit(new Stmt.Dot(of(covered), of(key), found, loc))), loc));
                    steps(path, index + 1, then);
                }));
    }

    /** The whole document at a place: what was loaded, with what rules define merged over it. */
    private void extent(@Nullable RuleTree node, Base base, Runnable then) {
        if (node == null) {
            loaded(base, List.of(), then);
            return;
        }
        int defined = local();
        virtual(node, defined);
        int merged = local();
        var both = nested(() -> {
            target = of(base.local);
            steps(base.path, 0, () -> {
                emit(new Stmt.ObjectMerge(targetLocal(), defined, merged, loc));
                emit(new Stmt.Break(1, loc));
            });
        });
        emitBlocks(nested(() -> {
            emitBlocks(both);
            emit(new Stmt.AssignVar(of(defined), merged, loc));
        }));
        target = of(merged);
        then.run();
    }

    /** Makes the object of all that rules below a node define. */
    private void virtual(RuleTree node, int made) {
        emit(new Stmt.MakeObject(made, loc));
        for (var key : node.keys()) {
            var child = child(node, key);
            if (child == null || child.isFunction()) continue;
            var k = operand(key);
            if (child.rules().isEmpty()) {
                int inner = local();
                virtual(child, inner);
                emit(new Stmt.ObjectInsert(k, of(inner), made, loc));
            } else {
                emitBlocks(nested(() -> emit(new Stmt.ObjectInsert(k, of(called(child)), made, loc))));
            }
        }
    }
}
