package org.attestry.rego.ir;

import java.util.List;
import org.attestry.rego.ast.Loc;

/**
 * A statement of OPA's intermediate representation.
 *
 * <p>Semantics are those of OPA's documentation of the IR: a statement either goes on, or is undefined, which ends its
 * block as {@code Break(0)} does. {@link Mark} alone is our own: it says where the evaluation is and does nothing else.
 */
public sealed interface Stmt {
    Loc loc();

    /** The blocks inside of it. */
    default List<Block> inner() {
        return List.of();
    }

    record ArrayAppend(Operand value, int array, Loc loc) implements Stmt {}

    record AssignInt(long value, int target, Loc loc) implements Stmt {}

    record AssignVar(Operand source, int target, Loc loc) implements Stmt {}

    record AssignVarOnce(Operand source, int target, Loc loc) implements Stmt {}

    record Blocks(List<Block> blocks, Loc loc) implements Stmt {
        @Override
        public List<Block> inner() {
            return blocks;
        }
    }

    record Break(int index, Loc loc) implements Stmt {}

    record Call(String func, List<Operand> args, int result, Loc loc) implements Stmt {}

    record CallDynamic(List<Operand> args, List<Operand> path, int result, Loc loc) implements Stmt {}

    record Dot(Operand source, Operand key, int target, Loc loc) implements Stmt {}

    record Equal(Operand a, Operand b, Loc loc) implements Stmt {}

    record IsArray(Operand source, Loc loc) implements Stmt {}

    record IsDefined(int source, Loc loc) implements Stmt {}

    record IsObject(Operand source, Loc loc) implements Stmt {}

    record IsSet(Operand source, Loc loc) implements Stmt {}

    record IsUndefined(int source, Loc loc) implements Stmt {}

    record Len(Operand source, int target, Loc loc) implements Stmt {}

    record MakeArray(int capacity, int target, Loc loc) implements Stmt {}

    record MakeNull(int target, Loc loc) implements Stmt {}

    record MakeNumberInt(long value, int target, Loc loc) implements Stmt {}

    record MakeNumberRef(String digits, int target, Loc loc) implements Stmt {}

    record MakeObject(int target, Loc loc) implements Stmt {}

    record MakeSet(int target, Loc loc) implements Stmt {}

    record Nop(Loc loc) implements Stmt {}

    record Not(Block block, Loc loc) implements Stmt {
        @Override
        public List<Block> inner() {
            return List.of(block);
        }
    }

    record NotEqual(Operand a, Operand b, Loc loc) implements Stmt {}

    record ObjectInsert(Operand key, Operand value, int object, Loc loc) implements Stmt {}

    record ObjectInsertOnce(Operand key, Operand value, int object, Loc loc) implements Stmt {}

    record ObjectMerge(int a, int b, int target, Loc loc) implements Stmt {}

    record ResetLocal(int target, Loc loc) implements Stmt {}

    record ResultSetAdd(int value, Loc loc) implements Stmt {}

    record ReturnLocal(int source, Loc loc) implements Stmt {}

    record Scan(int source, int key, int value, Block block, Loc loc) implements Stmt {
        @Override
        public List<Block> inner() {
            return List.of(block);
        }
    }

    record SetAdd(Operand value, int set, Loc loc) implements Stmt {}

    record With(int local, List<String> path, Operand value, Block block, Loc loc) implements Stmt {
        @Override
        public List<Block> inner() {
            return List.of(block);
        }
    }

    /** Reached: a rule, the end of one of its bodies, or an expression. */
    record Mark(Kind kind, String rule, Loc loc) implements Stmt {
        public enum Kind {
            RULE_ENTERED,
            RULE_HELD,
            EXPRESSION
        }
    }
}
