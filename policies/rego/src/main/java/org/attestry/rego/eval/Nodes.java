package org.attestry.rego.eval;

import java.util.List;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.builtin.Builtin;
import org.attestry.rego.builtin.BuiltinFailure;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** The statements that do more than move a value. */
final class Nodes {
    private Nodes() {}

    static RegoEvaluationException conflict(Loc loc, String message) {
        return new RegoEvaluationException(RegoEvaluationException.Code.CONFLICT, loc.toString(), message);
    }

    static final class Blocks implements Node {
        private final Node[] blocks;

        Blocks(Node[] blocks) {
            this.blocks = blocks;
        }

        @Override
        public int run(@Nullable Object[] frame, Run run) {
            for (var block : blocks) {
                int answer = block.run(frame, run);
                if (answer == NEXT || answer == UNDEFINED) continue;
                return Sequence.outward(answer);
            }
            return NEXT;
        }
    }

    record Constant(int target, @Nullable Object value) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            frame[target] = value;
            return NEXT;
        }
    }

    record Copy(int source, int target) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            frame[target] = frame[source];
            return NEXT;
        }
    }

    record Dot(Slot source, Slot key, int target) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            var value = Access.get(source.get(frame), key.get(frame));
            frame[target] = value;
            return value == null ? UNDEFINED : NEXT;
        }
    }

    /** A step into loaded data by a whole number, for which its digits may stand: the keys of loaded objects are strings. */
    record DotByDigits(Dot dot, RegoString digits) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            if (dot.run(frame, run) == NEXT) return NEXT;
            if (!(dot.source.get(frame) instanceof RegoObject object)) return UNDEFINED;
            var value = object.get(digits);
            frame[dot.target] = value;
            return value == null ? UNDEFINED : NEXT;
        }
    }

    record Length(Slot source, int target) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            var size = Access.size(source.get(frame));
            frame[target] = size;
            return size == null ? UNDEFINED : NEXT;
        }
    }

    record Not(Node block) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            int answer = block.run(frame, run);
            return answer == NEXT ? UNDEFINED : Sequence.outward(answer);
        }
    }

    record Scan(int source, int key, int value, Node block) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            return switch (frame[source]) {
                case RegoArray array -> array(array, frame, run);
                case RegoObject object -> object(object, frame, run);
                case RegoSet set -> set(set, frame, run);
                case null, default -> NEXT;
            };
        }

        private int array(RegoArray array, @Nullable Object[] frame, Run run) {
            for (int i = 0; i < array.size(); i++) {
                run.step();
                frame[key] = RegoNumber.of(i);
                frame[value] = array.get(i);
                int answer = block.run(frame, run);
                if (answer != NEXT && answer != UNDEFINED) return Sequence.outward(answer);
            }
            return NEXT;
        }

        private int object(RegoObject object, @Nullable Object[] frame, Run run) {
            for (int i = 0; i < object.size(); i++) {
                run.step();
                frame[key] = object.sortedKey(i);
                frame[value] = object.sortedValue(i);
                int answer = block.run(frame, run);
                if (answer != NEXT && answer != UNDEFINED) return Sequence.outward(answer);
            }
            return NEXT;
        }

        private int set(RegoSet set, @Nullable Object[] frame, Run run) {
            for (var item : set) {
                run.step();
                frame[key] = item;
                frame[value] = item;
                int answer = block.run(frame, run);
                if (answer != NEXT && answer != UNDEFINED) return Sequence.outward(answer);
            }
            return NEXT;
        }
    }

    record With(int local, List<RegoString> path, Slot value, Node block) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            var replacement = (RegoValue) value.get(frame);
            var before = frame[local];
            var memo = run.memo;
            if (replacement == null && !path.isEmpty()) return UNDEFINED;
            frame[local] = replacement == null ? null : Access.put(before, path, 0, replacement);
            run.memo = new Object[memo.length];
            try {
                int answer = block.run(frame, run);
                return answer > UNDEFINED ? Sequence.outward(answer) : answer;
            } finally {
                run.memo = memo;
                frame[local] = before;
            }
        }
    }

    record CallRule(Code code, Slot input, Slot data, int result) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            var value = code.rule(input.get(frame), data.get(frame), run);
            frame[result] = value;
            return value == null ? UNDEFINED : NEXT;
        }
    }

    static final class CallFunction implements Node {
        private final Code code;
        private final Slot[] args;
        private final int result;

        CallFunction(Code code, Slot[] args, int result) {
            this.code = code;
            this.args = args;
            this.result = result;
        }

        @Override
        public int run(@Nullable Object[] frame, Run run) {
            for (int i = 2; i < args.length; i++) if (args[i].get(frame) == null) return UNDEFINED;
            var value = code.call(frame, args, run);
            frame[result] = value;
            return value == null ? UNDEFINED : NEXT;
        }
    }

    static final class CallBuiltin implements Node {
        private final Builtin builtin;
        private final Slot[] args;
        private final int result;
        private final Loc loc;

        CallBuiltin(Builtin builtin, Slot[] args, int result, Loc loc) {
            this.builtin = builtin;
            this.args = args;
            this.result = result;
            this.loc = loc;
        }

        @Override
        public int run(@Nullable Object[] frame, Run run) {
            var values = new RegoValue[args.length];
            for (int i = 0; i < values.length; i++) {
                var value = (RegoValue) args[i].get(frame);
                if (value == null) return UNDEFINED;
                values[i] = value;
            }
            run.step();
            try {
                var answer = builtin.call(run, values);
                frame[result] = answer;
                return answer == null ? UNDEFINED : NEXT;
            } catch (BuiltinFailure e) {
                if (run.strict() || e.code() == RegoEvaluationException.Code.CONFLICT)
                    throw new RegoEvaluationException(e.code(), loc.toString(), String.valueOf(e.getMessage()));
                return UNDEFINED;
            }
        }
    }

    static final class CallDynamic implements Node {
        private final Linker functions;
        private final Slot[] args;
        private final Slot[] path;
        private final int result;

        CallDynamic(Linker functions, Slot[] args, Slot[] path, int result) {
            this.functions = functions;
            this.args = args;
            this.path = path;
            this.result = result;
        }

        @Override
        public int run(@Nullable Object[] frame, Run run) {
            var name = new StringBuilder();
            for (var step : path) {
                if (!(step.get(frame) instanceof RegoString text)) return UNDEFINED;
                name.append(text.value()).append('\0');
            }
            var code = functions.byPath(name.toString());
            if (code == null) return UNDEFINED;
            var value = code.isRule()
                    ? code.rule(args[0].get(frame), args[1].get(frame), run)
                    : code.call(frame, args, run);
            frame[result] = value;
            return value == null ? UNDEFINED : NEXT;
        }
    }

    /** Finds functions by the path that dynamic calls give. */
    interface Linker {
        @Nullable
        Code byPath(String path);
    }

    record AssignOnce(Slot source, int target, Loc loc, String message) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            var value = source.get(frame);
            if (value == null) return UNDEFINED;
            var before = frame[target];
            if (before != null && !before.equals(value)) throw conflict(loc, message);
            frame[target] = value;
            return NEXT;
        }
    }

    record ArrayAppend(Slot value, int array) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            var item = (RegoValue) value.get(frame);
            if (item == null || !(frame[array] instanceof RegoArray into)) return UNDEFINED;
            run.makeOne();
            Building.append(into, item);
            return NEXT;
        }
    }

    record SetAdd(Slot value, int set) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            var item = (RegoValue) value.get(frame);
            if (item == null || !(frame[set] instanceof RegoSet into)) return UNDEFINED;
            run.makeOne();
            Building.add(into, item);
            return NEXT;
        }
    }

    record ObjectInsert(Slot key, Slot value, int object) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            var k = (RegoValue) key.get(frame);
            var v = (RegoValue) value.get(frame);
            if (k == null || v == null || !(frame[object] instanceof RegoObject into)) return UNDEFINED;
            run.makeOne();
            Building.put(into, k, v);
            return NEXT;
        }
    }

    record ObjectInsertOnce(Slot key, Slot value, int object, Loc loc) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            var k = (RegoValue) key.get(frame);
            var v = (RegoValue) value.get(frame);
            if (k == null || v == null) return UNDEFINED;
            if (!(frame[object] instanceof RegoObject into)) throw conflict(loc, "object keys must be unique");
            var before = into.get(k);
            if (before != null && !before.equals(v)) throw conflict(loc, "object keys must be unique");
            run.makeOne();
            if (before == null) Building.put(into, k, v);
            return NEXT;
        }
    }

    record ObjectMerge(int a, int b, int target) implements Node {
        @Override
        public int run(@Nullable Object[] frame, Run run) {
            if (!(frame[a] instanceof RegoValue under) || !(frame[b] instanceof RegoValue over)) return UNDEFINED;
            run.charge(under instanceof RegoObject object ? object.size() : 1);
            frame[target] = Access.merge(under, over);
            return NEXT;
        }
    }
}
