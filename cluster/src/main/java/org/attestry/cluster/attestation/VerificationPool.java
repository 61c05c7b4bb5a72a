package org.attestry.cluster.attestation;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.attestry.cluster.http.Problem;

/**
 * Runs verification, appraisal and signing on a bounded number of threads with a bounded queue before them: beyond it work is refused
 * at once, so that a flood costs the callers time and not the service its memory.
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

    /** Runs {@code work}; where there is no room the stage fails with a refusal of kind {@code unavailable}: the caller may come again. */
    public <T> CompletionStage<T> submit(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(
                    new Problem.Refusal(Problem.of(Problem.Kind.UNAVAILABLE, "too much evidence waits to be verified")
                            .after(Duration.ofSeconds(1))));
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
}
