package org.attestry.rego.eval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.attestry.rego.ir.Block;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;
import org.jspecify.annotations.Nullable;

/**
 * Recognises runs of statements that planners write again and again, so that one node can do what they do.
 *
 * <p>Each is recognised by its exact shape; what differs in anything is run statement by statement.
 */
final class Patterns {
    private Patterns() {}

    /** The steps by name that lead from the data document at {@code at} on, each from where the one before led. */
    static List<Stmt.Dot> dataPath(List<Stmt> stmts, int at) {
        var steps = new ArrayList<Stmt.Dot>();
        int from = LoadedLocals.DATA;
        for (int i = at; i < stmts.size() && stmts.get(i) instanceof Stmt.Dot dot; i++) {
            if (!(dot.key() instanceof Operand.Str) || !dot.source().equals(new Operand.Local(from))) break;
            steps.add(dot);
            from = dot.target();
        }
        return steps;
    }

    /** True where the statement at {@code at} is undefined if a local is false, and does nothing else. */
    static boolean mustHold(List<Stmt> stmts, int at, int local) {
        return at < stmts.size()
                && stmts.get(at) instanceof Stmt.NotEqual test
                && test.a().equals(new Operand.Local(local))
                && test.b().equals(new Operand.Bool(false));
    }

    /** {@code IsUndefined x; x := constant}: the end of a rule with a default. */
    static Optional<Stmt.AssignVarOnce> otherwise(List<Stmt> stmts, int at) {
        return at + 1 < stmts.size()
                        && stmts.get(at) instanceof Stmt.IsUndefined test
                        && stmts.get(at + 1) instanceof Stmt.AssignVarOnce assign
                        && assign.target() == test.source()
                        && !(assign.source() instanceof Operand.Local)
                ? Optional.of(assign)
                : Optional.empty();
    }

    /** The operand that a statement lets pass if it is an array, an object or a set. */
    static Optional<Operand> collection(Stmt.Blocks outer) {
        if (outer.blocks().size() != 1) return Optional.empty();
        var stmts = outer.blocks().getFirst().stmts();
        return stmts.size() == 2 && stmts.getFirst() instanceof Stmt.Blocks kinds && leaves(stmts.getLast())
                ? anyKind(kinds.blocks())
                : Optional.empty();
    }

    private static Optional<Operand> anyKind(List<Block> kinds) {
        return kinds.size() == 3
                        && alternative(kinds.getFirst()) instanceof Stmt.IsArray array
                        && alternative(kinds.get(1)) instanceof Stmt.IsObject object
                        && alternative(kinds.getLast()) instanceof Stmt.IsSet set
                        && array.source().equals(object.source())
                        && array.source().equals(set.source())
                ? Optional.of(array.source())
                : Optional.empty();
    }

    /** The test of a block that is left with its enclosing one if the test holds. */
    private static @Nullable Stmt alternative(Block block) {
        var stmts = block.stmts();
        return stmts.size() == 2 && leaves(stmts.getLast()) ? stmts.getFirst() : null;
    }

    /** The block of {@code every} for one item: a local is reset, the block may set it, and if not, all is left. */
    static Optional<Block> item(List<Stmt> stmts, int at) {
        return at + 3 < stmts.size()
                        && stmts.get(at) instanceof Stmt.ResetLocal reset
                        && stmts.get(at + 1) instanceof Stmt.Blocks blocks
                        && blocks.blocks().size() == 1
                        && stmts.get(at + 2) instanceof Stmt.IsUndefined test
                        && test.source() == reset.target()
                        && leaves(stmts.get(at + 3))
                ? Optional.of(blocks.blocks().getFirst())
                : Optional.empty();
    }

    /** The insertions that follow an empty object: constant names, none twice, no value that is the object itself. */
    static List<Stmt.ObjectInsert> entries(List<Stmt> stmts, int at, int object) {
        var entries = new ArrayList<Stmt.ObjectInsert>();
        var names = new HashSet<Operand>();
        for (int i = at; i < stmts.size() && stmts.get(i) instanceof Stmt.ObjectInsert insert; i++) {
            boolean plain = insert.object() == object
                    && insert.key() instanceof Operand.Str
                    && !insert.value().equals(new Operand.Local(object));
            if (!plain || !names.add(insert.key())) break;
            entries.add(insert);
        }
        return entries;
    }

    private static boolean leaves(Stmt stmt) {
        return stmt instanceof Stmt.Break leave && leave.index() == 1;
    }
}
