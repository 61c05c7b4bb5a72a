package org.attestry.rego.ir;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** Reads a policy from the JSON that OPA writes for its plans. */
public final class PolicyReader {
    private final List<String> strings;
    private final List<String> files;

    private PolicyReader(List<String> strings, List<String> files) {
        this.strings = strings;
        this.files = files;
    }

    /**
     * Reads a whole policy.
     *
     * @throws IllegalArgumentException where the JSON is no plan
     */
    public static Policy read(RegoValue json) {
        try {
            return policy(json);
        } catch (ClassCastException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalArgumentException("no plan: " + e.getMessage(), e);
        }
    }

    private static Policy policy(RegoValue json) {
        var root = object(json);
        var fixed = object(need(root, "static"));
        var reader = new PolicyReader(texts(fixed, "strings"), texts(fixed, "files"));
        var plans = new ArrayList<Plan>();
        for (var plan : items(object(need(root, "plans")), "plans")) {
            plans.add(new Plan(text(object(plan), "name"), reader.blocks(object(plan), "blocks")));
        }
        var funcs = new ArrayList<Func>();
        if (root.get("funcs") instanceof RegoObject list) {
            for (var func : items(list, "funcs")) funcs.add(reader.func(object(func)));
        }
        return new Policy(plans, funcs);
    }

    private Func func(RegoObject json) {
        var params = new ArrayList<Integer>();
        for (var param : items(json, "params")) params.add(((RegoNumber) param).intValue());
        var path = new ArrayList<String>();
        for (var step : items(json, "path")) path.add(((RegoString) step).value());
        return new Func(
                text(json, "name"), path, params, local(json, "return"), blocks(json, "blocks"), new Loc("", 0, 0));
    }

    private List<Block> blocks(RegoObject json, String key) {
        var blocks = new ArrayList<Block>();
        for (var block : items(json, key)) blocks.add(block(object(block)));
        return blocks;
    }

    private Block block(RegoObject json) {
        var stmts = new ArrayList<Stmt>();
        for (var stmt : items(json, "stmts"))
            stmts.add(stmt(text(object(stmt), "type"), object(need(object(stmt), "stmt"))));
        return new Block(stmts);
    }

    private Stmt stmt(String type, RegoObject s) {
        var loc = loc(s);
        return switch (type) {
            case "ArrayAppendStmt" -> new Stmt.ArrayAppend(operand(s, "value"), local(s, "array"), loc);
            case "AssignIntStmt" -> new Stmt.AssignInt(number(s, "value"), local(s, "target"), loc);
            case "AssignVarStmt" -> new Stmt.AssignVar(operand(s, "source"), local(s, "target"), loc);
            case "AssignVarOnceStmt" -> new Stmt.AssignVarOnce(operand(s, "source"), local(s, "target"), loc);
            case "BlockStmt" -> new Stmt.Blocks(blocks(s, "blocks"), loc);
            case "BreakStmt" -> new Stmt.Break((int) number(s, "index"), loc);
            case "CallStmt" -> new Stmt.Call(text(s, "func"), operands(s, "args"), local(s, "result"), loc);
            case "CallDynamicStmt" ->
                new Stmt.CallDynamic(operands(s, "args"), operands(s, "path"), local(s, "result"), loc);
            case "DotStmt" -> new Stmt.Dot(operand(s, "source"), operand(s, "key"), local(s, "target"), loc);
            case "EqualStmt" -> new Stmt.Equal(operand(s, "a"), operand(s, "b"), loc);
            case "IsArrayStmt" -> new Stmt.IsArray(operand(s, "source"), loc);
            case "IsDefinedStmt" -> new Stmt.IsDefined(local(s, "source"), loc);
            case "IsObjectStmt" -> new Stmt.IsObject(operand(s, "source"), loc);
            case "IsSetStmt" -> new Stmt.IsSet(operand(s, "source"), loc);
            case "IsUndefinedStmt" -> new Stmt.IsUndefined(local(s, "source"), loc);
            case "LenStmt" -> new Stmt.Len(operand(s, "source"), local(s, "target"), loc);
            case "MakeArrayStmt" -> new Stmt.MakeArray((int) number(s, "capacity"), local(s, "target"), loc);
            case "MakeNullStmt" -> new Stmt.MakeNull(local(s, "target"), loc);
            case "MakeNumberIntStmt" -> new Stmt.MakeNumberInt(number(s, "value"), local(s, "target"), loc);
            case "MakeNumberRefStmt" ->
                new Stmt.MakeNumberRef(strings.get((int) number(s, "Index")), local(s, "target"), loc);
            case "MakeObjectStmt" -> new Stmt.MakeObject(local(s, "target"), loc);
            case "MakeSetStmt" -> new Stmt.MakeSet(local(s, "target"), loc);
            case "NopStmt" -> new Stmt.Nop(loc);
            case "NotEqualStmt" -> new Stmt.NotEqual(operand(s, "a"), operand(s, "b"), loc);
            case "NotStmt" -> new Stmt.Not(block(object(need(s, "block"))), loc);
            case "ObjectInsertOnceStmt" ->
                new Stmt.ObjectInsertOnce(operand(s, "key"), operand(s, "value"), local(s, "object"), loc);
            case "ObjectInsertStmt" ->
                new Stmt.ObjectInsert(operand(s, "key"), operand(s, "value"), local(s, "object"), loc);
            case "ObjectMergeStmt" -> new Stmt.ObjectMerge(local(s, "a"), local(s, "b"), local(s, "target"), loc);
            case "ResetLocalStmt" -> new Stmt.ResetLocal(local(s, "target"), loc);
            case "ResultSetAddStmt" -> new Stmt.ResultSetAdd(local(s, "value"), loc);
            case "ReturnLocalStmt" -> new Stmt.ReturnLocal(local(s, "source"), loc);
            case "ScanStmt" ->
                new Stmt.Scan(
                        local(s, "source"), local(s, "key"), local(s, "value"), block(object(need(s, "block"))), loc);
            case "SetAddStmt" -> new Stmt.SetAdd(operand(s, "value"), local(s, "set"), loc);
            case "WithStmt" ->
                new Stmt.With(local(s, "local"), path(s), operand(s, "value"), block(object(need(s, "block"))), loc);
            default -> throw new IllegalArgumentException("unknown statement " + type);
        };
    }

    private List<String> path(RegoObject stmt) {
        var path = new ArrayList<String>();
        for (var index : items(stmt, "path")) path.add(strings.get(((RegoNumber) index).intValue()));
        return path;
    }

    private Loc loc(RegoObject stmt) {
        int file = (int) number(stmt, "file");
        return new Loc(
                file < files.size() ? files.get(file) : "", (int) number(stmt, "row"), (int) number(stmt, "col"));
    }

    private List<Operand> operands(RegoObject json, String key) {
        var operands = new ArrayList<Operand>();
        for (var item : items(json, key)) operands.add(operand(item));
        return operands;
    }

    private Operand operand(RegoObject json, String key) {
        return operand(need(json, key));
    }

    private Operand operand(RegoValue json) {
        if (json instanceof RegoNumber bare) return new Operand.Local(bare.intValue());
        var operand = object(json);
        var value = need(operand, "value");
        return switch (text(operand, "type")) {
            case "local" -> new Operand.Local(((RegoNumber) value).intValue());
            case "bool" -> new Operand.Bool(((RegoBoolean) value).value());
            case "string_index" -> new Operand.Str(strings.get(((RegoNumber) value).intValue()));
            default -> throw new IllegalArgumentException("unknown operand");
        };
    }

    private static int local(RegoObject json, String key) {
        return (int) number(json, key);
    }

    private static long number(RegoObject json, String key) {
        return json.get(key) instanceof RegoNumber number ? number.longValue() : 0;
    }

    private static String text(RegoObject json, String key) {
        if (need(json, key) instanceof RegoString text) return text.value();
        throw new IllegalArgumentException(key + " is no string");
    }

    private static List<String> texts(RegoObject json, String key) {
        var texts = new ArrayList<String>();
        for (var item : items(json, key)) texts.add(text(object(item), "value"));
        return texts;
    }

    private static Iterable<RegoValue> items(RegoObject json, String key) {
        var value = json.get(key);
        if (value == null || value == RegoNull.NULL) return List.of();
        if (value instanceof RegoArray array) return array;
        throw new IllegalArgumentException(key + " is no array");
    }

    private static RegoValue need(RegoObject json, String key) {
        var value = json.get(key);
        if (value == null) throw new IllegalArgumentException("missing " + key);
        return value;
    }

    private static RegoObject object(RegoValue json) {
        if (json instanceof RegoObject object) return object;
        throw new IllegalArgumentException("expected an object");
    }
}
