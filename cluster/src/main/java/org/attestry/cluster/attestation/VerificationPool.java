package org.attestry.cluster.attestation;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs verification, appraisal and signing on a bounded number of threads with a bounded queue before them: beyond it work is refused
 * at once ({@link Saturated}), so that a flood costs the callers time and not the service its memory.
 */
public final class VerificationPool implements AutoCloseable {
    private final ThreadPoolExecutor executor;

    /** {@code threads} at work, at most {@code waiting} pieces of work before them. */
    public VerificationPool(int threads, int waiting) {
        this.executor = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().name("verification-", 0).daemon().factory());
    }

    /** Runs {@code work}; the stage fails with {@link Saturated} where there is no room. */
    public <T> CompletionStage<T> submit(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(new Saturated());
        }
    }

    /** The pieces of work waiting. */
    public int waiting() {
        return executor.getQueue().size();
    }

    /** Finishes what was begun. */
    @Override
    public void close() {
        executor.close();
    }

    /** There is no room for more work; the caller may come again. */
    public static final class Saturated extends RuntimeException {
        Saturated() {
            super("verification pool is full", null, false, false);
        }
    }
}
