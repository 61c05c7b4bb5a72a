package org.attestry.rego.eval;

import org.attestry.rego.ast.Loc;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** A function, ready to be called. Linked after all are known, because functions name each other. */
final class Code {
    /** Stands in the memo for a rule that is undefined. */
    static final Object UNDEFINED = new Object();

    private final String name;
    private final Loc loc;
    private final int index;
    private final int arity;
    private final int[] params;
    private final boolean observed;
    private int frameSize;
    private int result;
    private Node[] blocks = new Node[0];

    Code(String name, Loc loc, int index, int[] params, boolean observed) {
        this.name = name;
        this.loc = loc;
        this.index = index;
        this.params = params;
        this.arity = params.length;
        this.observed = observed;
    }

    void link(Node[] linked, int size, int resultLocal) {
        blocks = linked;
        frameSize = size;
        result = resultLocal;
    }

    int arity() {
        return arity;
    }

    boolean isRule() {
        return arity == 2;
    }

    /** The value of a rule, from the memo where it is known. */
    @SuppressWarnings("ReferenceEquality") // the mark is one object and equal to nothing else
    @Nullable
    Object rule(@Nullable Object input, @Nullable Object data, Run run) {
        var memo = run.memo;
        var known = memo[index];
        if (known != null) return known == UNDEFINED ? null : known;
        var frame = new @Nullable Object[frameSize];
        frame[params[0]] = input;
        frame[params[1]] = data;
        var value = execute(frame, run);
        memo[index] = value == null ? UNDEFINED : value;
        return value;
    }

    /** @param args documents first; one that is undefined makes the call so */
    @Nullable
    Object call(@Nullable Object[] frame, Slot[] args, Run run) {
        var inner = new @Nullable Object[frameSize];
        for (int i = 0; i < args.length; i++) inner[params[i]] = args[i].get(frame);
        return execute(inner, run);
    }

    private @Nullable Object execute(@Nullable Object[] frame, Run run) {
        run.enter();
        for (var block : blocks) if (block.run(frame, run) == Node.RETURN) break;
        run.leave();
        var value = frame[result];
        if (observed) run.observer().returned(name, loc, (RegoValue) value);
        return value;
    }
}
