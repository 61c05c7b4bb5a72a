package org.attestry.cluster.policy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.attestry.cluster.http.Problem;

/**
 * Compiles on few threads of its own, so that a policy that takes long is waited for by whoever brought it and by nobody else. What waits
 * is bounded; what is in force is compiled whatever waits, after it. A stop waits for nothing: what is under way is interrupted.
 */
public final class CompilePool implements AutoCloseable {
    private final ThreadPoolExecutor executor;
    private final int most;
    private final Set<Piece<?>> open = ConcurrentHashMap.newKeySet();

    /** {@code threads} at work, at most {@code waiting} sources that requests brought before them. */
    public CompilePool(int threads, int waiting) {
        this.most = waiting;
        this.executor = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("compile-", 0).daemon().factory());
    }

    /** Does {@code work}; where there is no room the stage fails with a refusal of kind {@code unavailable}: the caller may come again. */
    synchronized <T> CompletionStage<T> submit(Supplier<T> work) {
        return executor.getQueue().size() < most
                ? begin(work)
                : CompletableFuture.failedStage(unavailable("too many policies wait to be compiled"));
    }

    /** Does {@code work}, for which there is always room: whoever calls bounds how much of it there is. */
    synchronized <T> CompletionStage<T> submitInForce(Supplier<T> work) {
        return begin(work);
    }

    private <T> CompletionStage<T> begin(Supplier<T> work) {
        var piece = new Piece<>(work);
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
        private final Supplier<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        private Piece(Supplier<T> work) {
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
