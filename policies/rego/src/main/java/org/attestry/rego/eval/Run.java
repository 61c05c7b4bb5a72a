package org.attestry.rego.eval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.builtin.BuiltinContext;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.error.RegoEvaluationException.Code;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** One evaluation: its memo, its results and what it may still spend. Used by one thread. */
public final class Run implements BuiltinContext {
    private static final int CLOCK_EVERY = 2_048;

    /** Told what is reached, where a policy was assembled to tell. */
    public interface Observer {
        void reached(Stmt.Mark mark);

        void returned(String func, Loc loc, @Nullable RegoValue value);

        void noted(String line);
    }

    private final Instant now;
    private final boolean strict;
    private final Observer observer;
    private final long deadline;
    private final int maxDepth;
    private final List<RegoValue> results = new ArrayList<>();
    private @Nullable Map<String, Object> made;
    private long fuel;
    private long room;
    private int untilClock = CLOCK_EVERY;
    private int depth;

    final DataPaths paths;

    @Nullable
    Object[] memo;

    /**
     * Begins an evaluation with a full budget.
     *
     * @param strict errors of builtins end the evaluation instead of being undefined
     */
    public Run(int functions, DataPaths paths, Instant now, Limits limits, boolean strict, Observer observer) {
        this.memo = new Object[functions];
        this.paths = paths;
        this.now = now;
        this.strict = strict;
        this.observer = observer;
        this.fuel = limits.fuel();
        this.room = limits.made();
        this.maxDepth = limits.callDepth();
        this.deadline = System.nanoTime() + limits.wallTime().toNanos();
    }

    /** What the query yielded, in order. */
    public List<RegoValue> results() {
        return results;
    }

    /** Fuel that is left. */
    public long fuel() {
        return fuel;
    }

    boolean strict() {
        return strict;
    }

    Observer observer() {
        return observer;
    }

    void step() {
        if (--fuel < 0) throw new RegoEvaluationException(Code.FUEL, "", "evaluation is out of fuel");
        if (--untilClock <= 0) checkClock();
    }

    private void checkClock() {
        untilClock = CLOCK_EVERY;
        if (System.nanoTime() - deadline > 0)
            throw new RegoEvaluationException(Code.TIME, "", "evaluation is out of time");
        if (Thread.currentThread().isInterrupted())
            throw new RegoEvaluationException(Code.TIME, "", "evaluation was interrupted");
    }

    /** One more element is made. */
    void makeOne() {
        step();
        if (--room < 0) throw outOfRoom();
    }

    @Override
    public void charge(long amount) {
        room -= amount;
        fuel -= amount >> 4;
        untilClock -= (int) Math.min(amount >> 2, CLOCK_EVERY);
        if (room < 0) throw outOfRoom();
        step();
    }

    /** Two values where there may be one. */
    static RegoEvaluationException conflict(Loc loc, String message) {
        return new RegoEvaluationException(Code.CONFLICT, loc.toString(), message);
    }

    private static RegoEvaluationException outOfRoom() {
        return new RegoEvaluationException(Code.MEMORY, "", "evaluation makes too many elements");
    }

    void enter() {
        if (++depth > maxDepth)
            throw new RegoEvaluationException(Code.DEPTH, "", "calls are nested too deep: limit is " + maxDepth);
        step();
    }

    void leave() {
        depth--;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    @SuppressWarnings("unchecked") // each key is used with one type
    public <T> T once(String key, Function<String, T> make) {
        if (made == null) made = new HashMap<>();
        return (T) made.computeIfAbsent(key, k -> make.apply(k));
    }

    @Override
    public void note(String line) {
        observer.noted(line);
    }
}
