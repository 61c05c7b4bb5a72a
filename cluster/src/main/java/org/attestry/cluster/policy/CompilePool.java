package org.attestry.cluster.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.attestry.cluster.http.Problem;

/**
 * Compiles on few threads of its own, so that a policy that takes long is waited for by whoever brought it and by nobody else. What waits
 * is bounded, for each tenant too, so that none takes the room of all; what is in force is compiled whatever waits, after it. A stop waits for nothing: what is under way is interrupted.
 */
public final class CompilePool implements AutoCloseable {
    private final ThreadPoolExecutor executor;
    private final int threads;
    private final int most;
    private final int share;

    /** In the order in which they are taken: the first are at work, one on each thread, and the others wait. */
    private final Queue<Piece<?>> open = new ConcurrentLinkedQueue<>();

    /** {@code threads} at work, at most {@code waiting} sources that requests brought before them, a quarter of them one tenant's. */
    public CompilePool(int threads, int waiting) {
        this.threads = threads;
        this.most = waiting;
        this.share = Math.max(1, waiting / 4);
        this.executor = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("compile-", 0).daemon().factory());
    }

    /**
     * Does {@code work} for {@code tenant}; where there is no room for it the stage fails with a refusal of kind {@code unavailable}: the
     * caller may come again.
     */
    synchronized <T> CompletionStage<T> submit(String tenant, Supplier<T> work) {
        return hasRoom(tenant)
                ? begin(Optional.of(tenant), work)
                : CompletableFuture.failedStage(unavailable("too many policies wait to be compiled"));
    }

    private boolean hasRoom(String tenant) {
        var waiting = open.stream().skip(threads).map(piece -> piece.tenant).toList();
        return waiting.size() < most && Collections.frequency(waiting, Optional.of(tenant)) < share;
    }

    /** Does {@code work}, for which there is always room: whoever calls bounds how much of it there is. */
    synchronized <T> CompletionStage<T> submitInForce(Supplier<T> work) {
        return begin(Optional.empty(), work);
    }

    private <T> CompletionStage<T> begin(Optional<String> tenant, Supplier<T> work) {
        var piece = new Piece<>(tenant, work);
        open.add(piece);
        try {
            executor.execute(piece);
        } catch (RejectedExecutionException e) {
            piece.stop();
        }
        return piece.result.whenComplete((_, _) -> open.remove(piece));
    }

    /** A piece of work that waits or is under way. */
    private final class Piece<T> implements Runnable {
        private final Optional<String> tenant;
        private final Supplier<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        private Piece(Optional<String> tenant, Supplier<T> work) {
            this.tenant = tenant;
            this.work = work;
        }

        @Override
        public void run() {
            result.completeAsync(this::whole, Runnable::run);
        }

        /** What an interrupted compile says of its source is not so. */
        private T whole() {
            var made = work.get();
            if (executor.isShutdown()) throw stopping();
            return made;
        }

        private void stop() {
            result.completeExceptionally(stopping());
        }
    }

    private static Problem.Refusal stopping() {
        return unavailable("this node stops");
    }

    private static Problem.Refusal unavailable(String why) {
        return new Problem.Refusal(Problem.of(Problem.Kind.UNAVAILABLE, why).after(Duration.ofSeconds(1)));
    }

    /** Refuses what waits and interrupts what is under way; does not wait for it. */
    @Override
    public void close() {
        executor.shutdownNow();
        open.forEach(Piece::stop);
    }
}
