package org.attestry.rego.eval;

import org.attestry.rego.ast.Loc;
import org.attestry.rego.builtin.Builtin;
import org.attestry.rego.builtin.BuiltinFailure;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** The statements that call rules, functions and builtins. */
final class Calls {
    private Calls() {}

    /** Finds functions by the path that dynamic calls give. */
    interface Linker {
        @Nullable
        Code byPath(String path);
    }

    static final class Rule extends Node {
        private final Code code;
        private final Slot input;
        private final Slot data;
        private final int result;

        Rule(Code code, Slot input, Slot data, int result) {
            this.code = code;
            this.input = input;
            this.data = data;
            this.result = result;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            return found(frame, result, code.rule(input.get(frame), data.get(frame), run));
        }
    }

    static final class Function extends Node {
        private final Code code;
        private final Slot[] args;
        private final int result;

        Function(Code code, Slot[] args, int result) {
            this.code = code;
            this.args = args;
            this.result = result;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            for (int i = 2; i < args.length; i++) if (args[i].get(frame) == null) return UNDEFINED;
            return found(frame, result, code.call(frame, args, run));
        }
    }

    static final class Dynamic extends Node {
        private final Linker functions;
        private final Slot[] args;
        private final Slot[] path;
        private final int result;

        Dynamic(Linker functions, Slot[] args, Slot[] path, int result) {
            this.functions = functions;
            this.args = args;
            this.path = path;
            this.result = result;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
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
            return found(frame, result, value);
        }
    }

    static final class OfBuiltin extends Node {
        private final Builtin builtin;
        private final Slot[] args;
        private final int result;
        private final Loc loc;

        OfBuiltin(Builtin builtin, Slot[] args, int result, Loc loc) {
            this.builtin = builtin;
            this.args = args;
            this.result = result;
            this.loc = loc;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var values = new RegoValue[args.length];
            for (int i = 0; i < values.length; i++) {
                var value = (RegoValue) args[i].get(frame);
                if (value == null) return UNDEFINED;
                values[i] = value;
            }
            run.step();
            try {
                return found(frame, result, builtin.call(run, values));
            } catch (BuiltinFailure e) {
                if (run.strict() || e.code() == RegoEvaluationException.Code.CONFLICT)
                    throw new RegoEvaluationException(e.code(), loc.toString(), String.valueOf(e.getMessage()));
                return UNDEFINED;
            }
        }
    }
}
