package org.attestry.rego.compile;

/**
 * What one compile may do, counted in steps that follow from its sources alone: every machine refuses the same sources, fast or slow.
 *
 * <p>A step is a node of source looked at, a name or element copied, a pair of types compared. What is linear in the source is far below
 * the limit; what grows with its square or worse ends there. The count is bound to the thread and not passed, since what grows is in the
 * helpers of every pass.
 */
public final class Effort {
    private static final ScopedValue<Effort> CURRENT = ScopedValue.newInstance();
    private static final long LOOK_EVERY = 1 << 14;

    private final long most;
    private long spent;
    private long nextLook = LOOK_EVERY;

    private Effort(long most) {
        this.most = most;
    }

    /** A compile is over, without a result; the message says why. */
    public static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Over(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Does {@code work}, which may take {@code most} steps.
     *
     * @throws Over where it would take more, or where its thread is interrupted
     */
    public static <T, X extends Throwable> T within(long most, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, new Effort(most)).call(work);
    }

    /** Counts {@code copies} that last as long as the compile, before they are made: each for ten steps, since they take memory. */
    public static void keep(long copies) {
        take(10 * copies);
    }

    /** Counts {@code steps}. */
    public static void take(long steps) {
        CURRENT.get().count(steps);
    }

    private void count(long steps) {
        spent += steps;
        if (spent > most) throw new Over("compile takes too many steps: limit is " + most);
        if (spent < nextLook) return;
        nextLook = spent + LOOK_EVERY;
        if (Thread.currentThread().isInterrupted()) throw new Over("compile was interrupted");
    }
}
