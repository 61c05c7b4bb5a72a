package org.attestry.rego.eval;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.Shape;

/** Turns the statements of a block into nodes: one for a run that {@link Patterns} recognises, else one for each. */
final class Fusion {
    private final Assembler assembler;
    private final FrameLayout frame;
    private final LoadedLocals loaded;
    private final List<Stmt> stmts;
    private final List<Node> nodes = new ArrayList<>();

    Fusion(Assembler assembler, FrameLayout frame, LoadedLocals loaded, List<Stmt> stmts) {
        this.assembler = assembler;
        this.frame = frame;
        this.loaded = loaded;
        this.stmts = stmts;
    }

    Node node() {
        for (int at = 0; at < stmts.size(); ) at += add(at);
        return nodes.size() == 1 ? nodes.getFirst() : sequence(nodes);
    }

    private static Node sequence(List<Node> nodes) {
        return new Sequence(nodes.toArray(new Node[0]));
    }

    /** Adds the node for what begins at {@code at}; gives how many statements that are. */
    private int add(int at) {
        int taken = fused(at);
        return taken > 0 ? taken : put(assembler.node(stmts.get(at)), 1);
    }

    private int put(Node node, int taken) {
        nodes.add(node);
        return taken;
    }

    private int fused(int at) {
        var stmt = stmts.get(at);
        if (stmt instanceof Stmt.Dot) return dataPath(Patterns.dataPath(stmts, at));
        if (stmt instanceof Stmt.Call call) return question(call, Patterns.mustHold(stmts, at + 1, call.result()));
        if (stmt instanceof Stmt.MakeObject make)
            return record(make.target(), Patterns.entries(stmts, at + 1, make.target()));
        if (stmt instanceof Stmt.Blocks blocks)
            return Patterns.collection(blocks).map(this::collection).orElse(0);
        if (stmt instanceof Stmt.IsUndefined)
            return Patterns.otherwise(stmts, at).map(this::otherwise).orElse(0);
        if (stmt instanceof Stmt.ResetLocal(int held, var _))
            return Patterns.item(stmts, at)
                    .map(block -> put(new Flow.Item(frame.touch(held), assembler.sequence(block)), 4))
                    .orElse(0);
        return 0;
    }

    private int dataPath(List<Stmt.Dot> dots) {
        if (dots.size() < 2) return 0;
        for (var dot : dots) loaded.digits(dot);
        var names = dots.stream().map(dot -> name(dot.key())).toArray(RegoString[]::new);
        var targets = dots.stream().mapToInt(dot -> frame.touch(dot.target())).toArray();
        return put(new DataPath(names, targets, assembler.nextPath()), dots.size());
    }

    private RegoString name(Operand operand) {
        if (frame.slot(operand).constant() instanceof RegoString name) return name;
        throw new IllegalStateException("no name: " + operand);
    }

    private int question(Stmt.Call call, boolean mustHold) {
        return mustHold
                ? assembler.question(call, true).map(node -> put(node, 2)).orElse(0)
                : 0;
    }

    private int record(int target, List<Stmt.ObjectInsert> entries) {
        if (entries.isEmpty()) return 0;
        var oneByOne = new ArrayList<Node>();
        oneByOne.add(new Making.MakeObject(frame.touch(target)));
        for (var entry : entries) oneByOne.add(assembler.node(entry));
        var shape = Shape.of(entries.stream().map(entry -> name(entry.key())).toList());
        var values = frame.slots(entries.stream().map(Stmt.ObjectInsert::value).toList());
        return put(new Making.MakeRecord(shape, values, target, sequence(oneByOne)), 1 + entries.size());
    }

    private int collection(Operand source) {
        return put(new Tests.IsCollection(frame.slot(source)), 1);
    }

    private int otherwise(Stmt.AssignVarOnce assign) {
        var value = frame.slot(assign.source()).constant();
        return put(new Moves.Otherwise(frame.touch(assign.target()), value), 2);
    }
}
