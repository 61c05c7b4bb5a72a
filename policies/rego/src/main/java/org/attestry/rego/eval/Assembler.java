package org.attestry.rego.eval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attestry.rego.builtin.Builtin;
import org.attestry.rego.ir.Block;
import org.attestry.rego.ir.Func;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Policy;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** Turns the intermediate representation into a tree of closures. */
final class Assembler implements Nodes.Linker {
    private static final int MOST_LOCALS = 1 << 20;

    private final Map<String, Code> byName = new HashMap<>();
    private final Map<String, Code> byPath = new HashMap<>();
    private final Map<String, Builtin> builtins;
    private final boolean observed;
    private int frameSize;
    private boolean inFunction;
    private LoadedLocals loaded = new LoadedLocals();

    Assembler(Map<String, Builtin> builtins, boolean observed) {
        this.builtins = builtins;
        this.observed = observed;
    }

    @Override
    public @Nullable Code byPath(String path) {
        return byPath.get(path);
    }

    void functions(Policy policy) {
        int index = 0;
        for (var func : policy.funcs()) {
            var params = func.params().stream().mapToInt(Integer::intValue).toArray();
            var code = new Code(func.name(), func.loc(), index++, params, observed);
            byName.put(func.name(), code);
            byPath.put(String.join("\0", func.path()) + "\0", code);
        }
        for (var func : policy.funcs()) link(func);
    }

    private void link(Func func) {
        var code = byName.get(func.name());
        if (code == null) throw new IllegalStateException("not listed: " + func.name());
        frameSize = 0;
        inFunction = !code.isRule();
        loaded = new LoadedLocals();
        for (int param : func.params()) touch(param);
        touch(func.result());
        var blocks = blocks(func.blocks());
        code.link(blocks, frameSize, func.result());
    }

    /** A plan as one node; {@link #frameSize()} then says what frame it needs. */
    Node plan(List<Block> blocks) {
        frameSize = 2;
        inFunction = false;
        loaded = new LoadedLocals();
        return new Nodes.Blocks(blocks(blocks));
    }

    int frameSize() {
        return frameSize;
    }

    private Node[] blocks(List<Block> blocks) {
        return blocks.stream().map(this::sequence).toArray(Node[]::new);
    }

    private Node sequence(Block block) {
        var nodes = new ArrayList<Node>();
        for (var stmt : block.stmts()) {
            var node = node(stmt);
            if (node != null) nodes.add(node);
        }
        return nodes.size() == 1 ? nodes.getFirst() : new Sequence(nodes.toArray(new Node[0]));
    }

    private int touch(int local) {
        if (local < 0 || local > MOST_LOCALS) throw new IllegalArgumentException("no plan: local " + local);
        frameSize = Math.max(frameSize, local + 1);
        return local;
    }

    private Slot slot(Operand operand) {
        if (operand instanceof Operand.Local(var index)) touch(index);
        return Slot.of(operand);
    }

    private Slot[] slots(List<Operand> operands) {
        return operands.stream().map(this::slot).toArray(Slot[]::new);
    }

    private @Nullable Node node(Stmt stmt) {
        return switch (stmt) {
            case Stmt.ArrayAppend s -> new Nodes.ArrayAppend(slot(s.value()), touch(s.array()));
            case Stmt.AssignInt s -> constant(s.target(), RegoNumber.of(s.value()));
            case Stmt.AssignVar s -> assign(slot(s.source()), touch(s.target()));
            case Stmt.AssignVarOnce s -> new Nodes.AssignOnce(slot(s.source()), touch(s.target()), s.loc(), conflict());
            case Stmt.Blocks s -> new Nodes.Blocks(blocks(s.blocks()));
            case Stmt.Break s -> breaking(s.index() + 1);
            case Stmt.Call s -> call(s);
            case Stmt.CallDynamic s -> new Nodes.CallDynamic(this, slots(s.args()), slots(s.path()), touch(s.result()));
            case Stmt.Dot s -> dot(s);
            case Stmt.Equal s -> equal(slot(s.a()), slot(s.b()));
            case Stmt.IsArray s -> is(slot(s.source()), RegoArray.class);
            case Stmt.IsDefined s -> defined(touch(s.source()), true);
            case Stmt.IsObject s -> is(slot(s.source()), RegoObject.class);
            case Stmt.IsSet s -> is(slot(s.source()), RegoSet.class);
            case Stmt.IsUndefined s -> defined(touch(s.source()), false);
            case Stmt.Len s -> length(slot(s.source()), touch(s.target()));
            case Stmt.MakeArray s -> array(s.capacity(), touch(s.target()));
            case Stmt.MakeNull s -> constant(s.target(), RegoNull.NULL);
            case Stmt.MakeNumberInt s -> constant(s.target(), RegoNumber.of(s.value()));
            case Stmt.MakeNumberRef s -> {
                loaded.number(s.target(), s.digits());
                yield constant(s.target(), RegoNumber.parse(s.digits()));
            }
            case Stmt.MakeObject s -> object(touch(s.target()));
            case Stmt.MakeSet s -> set(touch(s.target()));
            case Stmt.Mark s when observed -> mark(s);
            case Stmt.Mark _, Stmt.Nop _ -> null;
            case Stmt.Not s -> new Nodes.Not(sequence(s.block()));
            case Stmt.NotEqual s -> notEqual(slot(s.a()), slot(s.b()));
            case Stmt.ObjectInsert s -> new Nodes.ObjectInsert(slot(s.key()), slot(s.value()), touch(s.object()));
            case Stmt.ObjectInsertOnce s ->
                new Nodes.ObjectInsertOnce(slot(s.key()), slot(s.value()), touch(s.object()), s.loc());
            case Stmt.ObjectMerge s -> new Nodes.ObjectMerge(touch(s.a()), touch(s.b()), touch(s.target()));
            case Stmt.ResetLocal s -> reset(touch(s.target()));
            case Stmt.ResultSetAdd s -> result(touch(s.value()));
            case Stmt.ReturnLocal _ -> (_, _) -> Node.RETURN;
            case Stmt.Scan s ->
                new Nodes.Scan(touch(s.source()), touch(s.key()), touch(s.value()), sequence(s.block()));
            case Stmt.SetAdd s -> new Nodes.SetAdd(slot(s.value()), touch(s.set()));
            case Stmt.With s ->
                new Nodes.With(
                        touch(s.local()),
                        s.path().stream().map(RegoString::of).toList(),
                        slot(s.value()),
                        sequence(s.block()));
        };
    }

    private String conflict() {
        return inFunction
                ? "functions must not produce multiple outputs for same inputs"
                : "complete rules must not produce multiple outputs";
    }

    private Node call(Stmt.Call s) {
        var args = slots(s.args());
        int result = touch(s.result());
        var code = byName.get(s.func());
        if (code != null) {
            takes(s, code.arity());
            return code.isRule()
                    ? new Nodes.CallRule(code, args[0], args[1], result)
                    : new Nodes.CallFunction(code, args, result);
        }
        var builtin = builtins.get(s.func());
        if (builtin == null) throw new UnknownBuiltin(s.func());
        takes(s, builtin.params().size());
        if (builtin.name().equals("internal.member_2") && args.length == 2) return member(args[0], args[1], result);
        return new Nodes.CallBuiltin(builtin, args, result, s.loc());
    }

    private static void takes(Stmt.Call call, int arguments) {
        if (call.args().size() != arguments)
            throw new IllegalArgumentException("no plan: " + call.func() + " takes " + arguments + " arguments");
    }

    private static Node member(Slot item, Slot collection, int result) {
        return (f, _) -> {
            var wanted = item.get(f);
            var in = collection.get(f);
            if (wanted == null || in == null) return Node.UNDEFINED;
            f[result] = Members.contains(in, wanted);
            return Node.NEXT;
        };
    }

    private Node constant(int target, Object value) {
        touch(target);
        return new Nodes.Constant(target, value);
    }

    private static Node assign(Slot source, int target) {
        int local = source.localOr(-1);
        if (local < 0) {
            return new Nodes.Constant(target, source.constant());
        }
        return new Nodes.Copy(local, target);
    }

    private static Node breaking(int blocks) {
        return (_, _) -> blocks;
    }

    private Node dot(Stmt.Dot s) {
        var digits = loaded.digits(s);
        var dot = new Nodes.Dot(slot(s.source()), slot(s.key()), touch(s.target()));
        return digits == null ? dot : new Nodes.DotByDigits(dot, RegoString.of(digits));
    }

    private static Node equal(Slot a, Slot b) {
        return (f, _) -> {
            var left = a.get(f);
            return left != null && left.equals(b.get(f)) ? Node.NEXT : Node.UNDEFINED;
        };
    }

    private static Node notEqual(Slot a, Slot b) {
        return (f, _) -> {
            var left = a.get(f);
            var right = b.get(f);
            return left != null && right != null && !left.equals(right) ? Node.NEXT : Node.UNDEFINED;
        };
    }

    private static Node is(Slot source, Class<?> kind) {
        return (f, _) -> kind.isInstance(source.get(f)) ? Node.NEXT : Node.UNDEFINED;
    }

    private static Node defined(int local, boolean wanted) {
        return (f, _) -> (f[local] != null) == wanted ? Node.NEXT : Node.UNDEFINED;
    }

    private static Node length(Slot source, int target) {
        return new Nodes.Length(source, target);
    }

    private static Node array(int capacity, int target) {
        return (f, _) -> {
            f[target] = Building.array(capacity);
            return Node.NEXT;
        };
    }

    private static Node object(int target) {
        return (f, _) -> {
            f[target] = Building.object(4);
            return Node.NEXT;
        };
    }

    private static Node set(int target) {
        return (f, _) -> {
            f[target] = Building.set(4);
            return Node.NEXT;
        };
    }

    private static Node mark(Stmt.Mark mark) {
        return (_, run) -> {
            run.observer().reached(mark);
            return Node.NEXT;
        };
    }

    private static Node reset(int local) {
        return new Nodes.Constant(local, null);
    }

    private static Node result(int local) {
        return (f, run) -> {
            if (f[local] instanceof RegoValue value) run.results().add(value);
            return Node.NEXT;
        };
    }

    /** A plan calls a builtin that is not there. */
    static final class UnknownBuiltin extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownBuiltin(String name) {
            super(name, null, false, false);
        }
    }
}
