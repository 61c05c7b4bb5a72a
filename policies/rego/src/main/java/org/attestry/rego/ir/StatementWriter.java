package org.attestry.rego.ir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** Writes functions, blocks and statements, and keeps the texts and files that they name by number. */
final class StatementWriter {
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<String, Integer> files = new LinkedHashMap<>();
    private int highest;

    Map<String, Integer> strings() {
        return strings;
    }

    Map<String, Integer> files() {
        return files;
    }

    RegoObject plan(Plan plan) {
        highest = 1;
        reserve(plan.blocks());
        return PolicyWriter.object("name", RegoString.of(plan.name()), "blocks", blocks(plan.blocks()));
    }

    RegoObject func(Func func) {
        highest = func.result();
        func.params().forEach(this::seen);
        reserve(func.blocks());
        return PolicyWriter.object(
                "name", RegoString.of(func.name()),
                "params",
                        RegoArray.of(func.params().stream().map(RegoNumber::of).toList()),
                "return", RegoNumber.of(func.result()),
                "blocks", blocks(func.blocks()),
                "path", RegoArray.of(func.path().stream().map(RegoString::of).toList()));
    }

    /** Finds the highest local, so that constants get locals above it. */
    private void reserve(List<Block> blocks) {
        var measured = highest;
        blocks(blocks);
        highest = Math.max(highest, measured);
    }

    private int seen(int local) {
        highest = Math.max(highest, local);
        return local;
    }

    private RegoArray blocks(List<Block> blocks) {
        return RegoArray.of(blocks.stream().map(this::block).toList());
    }

    private RegoObject block(Block block) {
        var out = new Statements();
        for (var stmt : block.stmts()) write(stmt, out);
        return PolicyWriter.object("stmts", RegoArray.of(out.written));
    }

    /** The statements of one block, in order. */
    private final class Statements {
        private final List<RegoValue> written = new ArrayList<>();

        private void add(String type, Loc loc, Object... members) {
            var members2 = new LinkedHashMap<String, RegoValue>();
            for (int i = 0; i < members.length; i += 2) members2.put((String) members[i], (RegoValue) members[i + 1]);
            members2.put("file", RegoNumber.of(index(files, loc.file())));
            members2.put("col", RegoNumber.of(loc.col()));
            members2.put("row", RegoNumber.of(loc.row()));
            written.add(PolicyWriter.object("type", RegoString.of(type), "stmt", RegoObject.of(members2)));
        }

        private RegoValue operand(Operand operand, Loc loc) {
            return switch (operand) {
                case Operand.Local(var index) -> typed("local", local(index));
                case Operand.Bool(var value) -> typed("bool", RegoBoolean.of(value));
                case Operand.Str(var value) -> typed("string_index", RegoNumber.of(index(strings, value)));
                case Operand.Const(var value) -> constant(value, loc);
            };
        }

        /**
         * The key of a step. A number goes by way of another local: next to loaded data OPA's plans mean the text of a number that
         * stands there at once.
         */
        private RegoValue key(Operand operand, Loc loc) {
            var key = operand(operand, loc);
            if (!(operand instanceof Operand.Const(RegoNumber _))) return key;
            int copy = ++highest;
            add("AssignVarStmt", loc, "source", key, "target", local(copy));
            return typed("local", local(copy));
        }

        private RegoValue constant(RegoValue value, Loc loc) {
            if (value instanceof RegoString text) return operand(new Operand.Str(text.value()), loc);
            if (value instanceof RegoBoolean bool) return operand(new Operand.Bool(bool.value()), loc);
            int made = ++highest;
            switch (value) {
                case RegoNull _ -> add("MakeNullStmt", loc, "target", local(made));
                case RegoNumber number ->
                    add(
                            "MakeNumberRefStmt", loc,
                            "Index", RegoNumber.of(index(strings, number.toString())),
                            "target", local(made));
                case RegoArray array -> {
                    add("MakeArrayStmt", loc, "capacity", RegoNumber.of(array.size()), "target", local(made));
                    for (var item : array)
                        add("ArrayAppendStmt", loc, "value", constant(item, loc), "array", local(made));
                }
                case RegoSet set -> {
                    add("MakeSetStmt", loc, "target", local(made));
                    for (var item : set) add("SetAddStmt", loc, "value", constant(item, loc), "set", local(made));
                }
                case RegoObject object -> {
                    add("MakeObjectStmt", loc, "target", local(made));
                    object.forEach((key, item) -> add(
                            "ObjectInsertStmt", loc,
                            "key", constant(key, loc),
                            "value", constant(item, loc),
                            "object", local(made)));
                }
                case RegoString _, RegoBoolean _ -> throw new IllegalStateException("operands of their own");
            }
            return typed("local", local(made));
        }
    }

    private static RegoObject typed(String type, RegoValue value) {
        return PolicyWriter.object("type", RegoString.of(type), "value", value);
    }

    private RegoNumber local(int index) {
        return RegoNumber.of(seen(index));
    }

    private static int index(Map<String, Integer> texts, String text) {
        return texts.computeIfAbsent(text, _ -> texts.size());
    }

    private static RegoArray operands(List<Operand> operands, Statements out, Loc loc) {
        return RegoArray.of(
                operands.stream().map(operand -> out.operand(operand, loc)).toList());
    }

    private RegoArray path(List<String> path) {
        return RegoArray.of(
                path.stream().map(step -> RegoNumber.of(index(strings, step))).toList());
    }

    private void write(Stmt stmt, Statements out) {
        switch (stmt) {
            case Stmt.ArrayAppend(var value, var array, var loc) ->
                out.add("ArrayAppendStmt", loc, "value", out.operand(value, loc), "array", local(array));
            case Stmt.AssignInt(var value, var target, var loc) ->
                out.add("AssignIntStmt", loc, "value", RegoNumber.of(value), "target", local(target));
            case Stmt.AssignVar(var source, var target, var loc) ->
                out.add("AssignVarStmt", loc, "source", out.operand(source, loc), "target", local(target));
            case Stmt.AssignVarOnce(var source, var target, var loc) ->
                out.add("AssignVarOnceStmt", loc, "source", out.operand(source, loc), "target", local(target));
            case Stmt.Blocks(var blocks, var loc) -> out.add("BlockStmt", loc, "blocks", blocks(blocks));
            case Stmt.Break(var index, var loc) -> out.add("BreakStmt", loc, "index", RegoNumber.of(index));
            case Stmt.Call(var func, var args, var result, var loc) ->
                out.add(
                        "CallStmt", loc,
                        "func", RegoString.of(func),
                        "args", operands(args, out, loc),
                        "result", local(result));
            case Stmt.CallDynamic(var args, var path, var result, var loc) ->
                out.add(
                        "CallDynamicStmt", loc,
                        "args", operands(args, out, loc),
                        "path", operands(path, out, loc),
                        "result", local(result));
            case Stmt.Dot(var source, var key, var target, var loc) ->
                out.add(
                        "DotStmt", loc,
                        "source", out.operand(source, loc),
                        "key", out.key(key, loc),
                        "target", local(target));
            case Stmt.Equal(var a, var b, var loc) ->
                out.add("EqualStmt", loc, "a", out.operand(a, loc), "b", out.operand(b, loc));
            case Stmt.IsArray(var source, var loc) -> out.add("IsArrayStmt", loc, "source", out.operand(source, loc));
            case Stmt.IsDefined(var source, var loc) -> out.add("IsDefinedStmt", loc, "source", local(source));
            case Stmt.IsObject(var source, var loc) -> out.add("IsObjectStmt", loc, "source", out.operand(source, loc));
            case Stmt.IsSet(var source, var loc) -> out.add("IsSetStmt", loc, "source", out.operand(source, loc));
            case Stmt.IsUndefined(var source, var loc) -> out.add("IsUndefinedStmt", loc, "source", local(source));
            case Stmt.Len(var source, var target, var loc) ->
                out.add("LenStmt", loc, "source", out.operand(source, loc), "target", local(target));
            case Stmt.MakeArray(var capacity, var target, var loc) ->
                out.add("MakeArrayStmt", loc, "capacity", RegoNumber.of(capacity), "target", local(target));
            case Stmt.MakeNull(var target, var loc) -> out.add("MakeNullStmt", loc, "target", local(target));
            case Stmt.MakeNumberInt(var value, var target, var loc) ->
                out.add("MakeNumberIntStmt", loc, "value", RegoNumber.of(value), "target", local(target));
            case Stmt.MakeNumberRef(var digits, var target, var loc) ->
                out.add(
                        "MakeNumberRefStmt", loc,
                        "Index", RegoNumber.of(index(strings, digits)),
                        "target", local(target));
            case Stmt.MakeObject(var target, var loc) -> out.add("MakeObjectStmt", loc, "target", local(target));
            case Stmt.MakeSet(var target, var loc) -> out.add("MakeSetStmt", loc, "target", local(target));
            case Stmt.Mark _ -> {}
            case Stmt.Nop(var loc) -> out.add("NopStmt", loc);
            case Stmt.Not(var block, var loc) -> out.add("NotStmt", loc, "block", block(block));
            case Stmt.NotEqual(var a, var b, var loc) ->
                out.add("NotEqualStmt", loc, "a", out.operand(a, loc), "b", out.operand(b, loc));
            case Stmt.ObjectInsert(var key, var value, var object, var loc) ->
                out.add(
                        "ObjectInsertStmt", loc,
                        "key", out.operand(key, loc),
                        "value", out.operand(value, loc),
                        "object", local(object));
            case Stmt.ObjectInsertOnce(var key, var value, var object, var loc) ->
                out.add(
                        "ObjectInsertOnceStmt", loc,
                        "key", out.operand(key, loc),
                        "value", out.operand(value, loc),
                        "object", local(object));
            case Stmt.ObjectMerge(var a, var b, var target, var loc) ->
                out.add("ObjectMergeStmt", loc, "a", local(a), "b", local(b), "target", local(target));
            case Stmt.ResetLocal(var target, var loc) -> out.add("ResetLocalStmt", loc, "target", local(target));
            case Stmt.ResultSetAdd(var value, var loc) -> out.add("ResultSetAddStmt", loc, "value", local(value));
            case Stmt.ReturnLocal(var source, var loc) -> out.add("ReturnLocalStmt", loc, "source", local(source));
            case Stmt.Scan(var source, var key, var value, var block, var loc) ->
                out.add(
                        "ScanStmt", loc,
                        "source", local(source),
                        "key", local(key),
                        "value", local(value),
                        "block", block(block));
            case Stmt.SetAdd(var value, var set, var loc) ->
                out.add("SetAddStmt", loc, "value", out.operand(value, loc), "set", local(set));
            case Stmt.With(var local, var path, var value, var block, var loc) ->
                out.add(
                        "WithStmt", loc,
                        "local", local(local),
                        "path", path(path),
                        "value", out.operand(value, loc),
                        "block", block(block));
        }
    }
}
