package org.attestry.bench.http;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Loads the service until the JVM's compilers have hardly anything left to do, or for four minutes. A fixed time is too short on a busy
 * machine: what is counted then is the interpreter, which costs several times what the compiled service does.
 */
final class WarmUp {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int AT_LEAST = 3;
    private static final int AT_MOST = 24;

    /** The share of a window that compilers may still take. */
    private static final double IDLE = 0.01;

    private WarmUp() {}

    static void of(Clients clients) throws InterruptedException {
        for (int window = 1; window <= AT_MOST; window++) {
            double busy = compiling(clients);
            if (window >= AT_LEAST && busy < IDLE) return;
        }
    }

    private static double compiling(Clients clients) throws InterruptedException {
        var compilers = ManagementFactory.getCompilationMXBean();
        long before = compilers.getTotalCompilationTime();
        var _ = clients.run(WINDOW);
        return (compilers.getTotalCompilationTime() - before) / (double) WINDOW.toMillis();
    }
}
