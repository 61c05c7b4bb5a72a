package org.attestry.rego.eval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attestry.rego.builtin.Builtin;
import org.attestry.rego.builtin.Comparison;
import org.attestry.rego.ir.Block;
import org.attestry.rego.ir.Func;
import org.attestry.rego.ir.Policy;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.jspecify.annotations.Nullable;

/** Turns the intermediate representation into a tree of nodes. */
final class Assembler implements Calls.Linker {
    private final Map<String, Code> byName = new HashMap<>();
    private final Map<String, Code> byPath = new HashMap<>();
    private final Map<String, Builtin> builtins;
    private final boolean observed;
    private FrameLayout frame = new FrameLayout(0);
    private int dataPaths;
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
        frame = new FrameLayout(0);
        inFunction = !code.isRule();
        loaded = new LoadedLocals();
        for (int param : func.params()) frame.touch(param);
        frame.touch(func.result());
        var blocks = blocks(func.blocks());
        code.link(blocks, frame.size(), func.result());
    }

    /** A plan as one node; {@link #frameSize()} then says what frame it needs. */
    Node plan(List<Block> blocks) {
        frame = new FrameLayout(2);
        inFunction = false;
        loaded = new LoadedLocals();
        return new Flow.Blocks(blocks(blocks));
    }

    int frameSize() {
        return frame.size();
    }

    /** How many paths into loaded data were assembled so far. */
    int dataPaths() {
        return dataPaths;
    }

    private Node[] blocks(List<Block> blocks) {
        return blocks.stream().map(this::sequence).toArray(Node[]::new);
    }

    Node sequence(Block block) {
        var stmts = block.stmts().stream().filter(this::runs).toList();
        return new Fusion(this, frame, loaded, stmts).node();
    }

    private boolean runs(Stmt stmt) {
        return !(stmt instanceof Stmt.Nop || (stmt instanceof Stmt.Mark && !observed));
    }

    /** A place where it is remembered what a path into loaded data led to. */
    int nextPath() {
        return dataPaths++;
    }

    /** The node of one statement that {@link #runs}. */
    Node node(Stmt stmt) {
        return switch (stmt) {
            case Stmt.ArrayAppend s -> new Making.ArrayAppend(frame.slot(s.value()), frame.touch(s.array()));
            case Stmt.AssignInt s -> constant(s.target(), RegoNumber.of(s.value()));
            case Stmt.AssignVar s -> Moves.assign(frame.slot(s.source()), frame.touch(s.target()));
            case Stmt.AssignVarOnce s ->
                new Moves.AssignOnce(frame.slot(s.source()), frame.touch(s.target()), s.loc(), conflict());
            case Stmt.Blocks s -> new Flow.Blocks(blocks(s.blocks()));
            case Stmt.Break s -> new Flow.Leave(s.index() + 1);
            case Stmt.Call s -> call(s);
            case Stmt.CallDynamic s ->
                new Calls.Dynamic(this, frame.slots(s.args()), frame.slots(s.path()), frame.touch(s.result()));
            case Stmt.Dot s -> dot(s);
            case Stmt.Equal s -> new Tests.Equal(frame.slot(s.a()), frame.slot(s.b()));
            case Stmt.IsArray s -> new Tests.Is(frame.slot(s.source()), RegoArray.class);
            case Stmt.IsDefined s -> new Tests.Defined(frame.touch(s.source()), true);
            case Stmt.IsObject s -> new Tests.Is(frame.slot(s.source()), RegoObject.class);
            case Stmt.IsSet s -> new Tests.Is(frame.slot(s.source()), RegoSet.class);
            case Stmt.IsUndefined s -> new Tests.Defined(frame.touch(s.source()), false);
            case Stmt.Len s -> new Steps.Length(frame.slot(s.source()), frame.touch(s.target()));
            case Stmt.MakeArray s -> new Making.MakeArray(s.capacity(), frame.touch(s.target()));
            case Stmt.MakeNull s -> constant(s.target(), RegoNull.NULL);
            case Stmt.MakeNumberInt s -> constant(s.target(), RegoNumber.of(s.value()));
            case Stmt.MakeNumberRef s -> {
                loaded.number(s.target(), s.digits());
                yield constant(s.target(), RegoNumber.parse(s.digits()));
            }
            case Stmt.MakeObject s -> new Making.MakeObject(frame.touch(s.target()));
            case Stmt.MakeSet s -> new Making.MakeSet(frame.touch(s.target()));
            case Stmt.Mark s -> new Reached(s);
            case Stmt.Nop _ -> throw new IllegalStateException("does not run");
            case Stmt.Not s -> new Flow.Not(sequence(s.block()));
            case Stmt.NotEqual s -> new Tests.NotEqual(frame.slot(s.a()), frame.slot(s.b()));
            case Stmt.ObjectInsert s ->
                new Making.ObjectInsert(frame.slot(s.key()), frame.slot(s.value()), frame.touch(s.object()));
            case Stmt.ObjectInsertOnce s ->
                new Making.ObjectInsertOnce(
                        frame.slot(s.key()), frame.slot(s.value()), frame.touch(s.object()), s.loc());
            case Stmt.ObjectMerge s ->
                new Making.ObjectMerge(frame.touch(s.a()), frame.touch(s.b()), frame.touch(s.target()));
            case Stmt.ResetLocal s -> constant(s.target(), null);
            case Stmt.ResultSetAdd s -> new Moves.Result(frame.touch(s.value()));
            case Stmt.ReturnLocal _ -> new Flow.Leave(Node.RETURN);
            case Stmt.Scan s ->
                new Scan(frame.touch(s.source()), frame.touch(s.key()), frame.touch(s.value()), sequence(s.block()));
            case Stmt.SetAdd s -> new Making.SetAdd(frame.slot(s.value()), frame.touch(s.set()));
            case Stmt.With s ->
                new Flow.With(
                        frame.touch(s.local()),
                        s.path().stream().map(RegoString::of).toList(),
                        frame.slot(s.value()),
                        sequence(s.block()));
        };
    }

    private String conflict() {
        return inFunction
                ? "functions must not produce multiple outputs for same inputs"
                : "complete rules must not produce multiple outputs";
    }

    private Node constant(int target, @Nullable Object value) {
        return new Moves.Constant(frame.touch(target), value);
    }

    private Node dot(Stmt.Dot s) {
        var digits = loaded.digits(s);
        var source = frame.slot(s.source());
        var key = frame.slot(s.key());
        int target = frame.touch(s.target());
        return digits == null
                ? Steps.dot(source, key, target)
                : new Steps.DotByDigits(source, key, RegoString.of(digits), target);
    }

    private Node call(Stmt.Call s) {
        var args = frame.slots(s.args());
        int result = frame.touch(s.result());
        var code = byName.get(s.func());
        if (code != null) {
            takes(s, code.arity());
            return code.isRule()
                    ? new Calls.Rule(code, args[0], args[1], result)
                    : new Calls.Function(code, args, result);
        }
        return question(s, false).orElseGet(() -> new Calls.OfBuiltin(builtin(s), args, result, s.loc()));
    }

    /** The node of a call that asks something about two values, if it is one; if it must hold, a no is undefined. */
    Optional<Node> question(Stmt.Call s, boolean mustHold) {
        if (byName.containsKey(s.func()) || s.args().size() != 2) return Optional.empty();
        var builtin = builtin(s);
        var a = frame.slot(s.args().getFirst());
        var b = frame.slot(s.args().getLast());
        int result = frame.touch(s.result());
        if (builtin.name().equals("internal.member_2")) return Optional.of(new Question.Member(a, b, result, mustHold));
        return builtin.body() instanceof Comparison comparison
                ? Optional.of(new Question.Compared(comparison, a, b, result, mustHold))
                : Optional.empty();
    }

    private Builtin builtin(Stmt.Call s) {
        var builtin = builtins.get(s.func());
        if (builtin == null) throw new UnknownBuiltin(s.func());
        takes(s, builtin.params().size());
        return builtin;
    }

    private static void takes(Stmt.Call call, int arguments) {
        if (call.args().size() != arguments)
            throw new IllegalArgumentException("no plan: " + call.func() + " takes " + arguments + " arguments");
    }

    /** A plan calls a builtin that is not there. */
    static final class UnknownBuiltin extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownBuiltin(String name) {
            super(name, null, false, false);
        }
    }
}
