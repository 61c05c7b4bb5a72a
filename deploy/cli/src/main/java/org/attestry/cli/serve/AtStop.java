package org.attestry.cli.serve;

import java.util.concurrent.atomic.AtomicBoolean;

/** Ends what a process runs when it is told to stop, also when that comes while it is still starting. */
public final class AtStop {
    private static final AtomicBoolean ENDS_SOMETHING = new AtomicBoolean();

    private AtStop() {}

    /** Runs {@code end} when this process is told to stop; at once if it was already. */
    public static void run(Runnable end) {
        endsSomething();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(end, "attestry-stop"));
        } catch (IllegalStateException stopping) {
            end.run();
        }
    }

    /** Something is made or used from now on that a stop ends under whoever makes or uses it, be it by a hook of a library's. */
    static void endsSomething() {
        ENDS_SOMETHING.set(true);
    }

    /**
     * Whether what fails now may fail of a stop alone: this process was told to, and there is something that ends then. By what it fails
     * cannot be told: each part says in its own way that another is gone.
     */
    public static boolean explainsFailures() {
        return ENDS_SOMETHING.get() && isUnderWay();
    }

    private static boolean isUnderWay() {
        var never = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(never);
            Runtime.getRuntime().removeShutdownHook(never);
            return false;
        } catch (IllegalStateException stopping) {
            return true;
        }
    }
}
