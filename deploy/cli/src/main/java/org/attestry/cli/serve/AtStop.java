package org.attestry.cli.serve;

/** Ends what a process runs when it is told to stop, also when that comes while it is still starting. */
public final class AtStop {
    private AtStop() {}

    /** Runs {@code end} when this process is told to stop; at once if it was already. */
    public static void run(Runnable end) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(end, "attestry-stop"));
        } catch (IllegalStateException stopping) {
            end.run();
        }
    }

    /** Whether this process was told to stop: what fails from then on may fail of that alone. */
    public static boolean isUnderWay() {
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
