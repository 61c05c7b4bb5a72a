package org.attestry.cluster.http;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * The time within which a stage completes; one that does not has failed by then, with a {@link TimeoutException}. What was begun goes on: only
 * nobody waits for it any more.
 *
 * <p>Kept by the actor system's timer, which looks once a tick and costs a request hardly anything; that of the JDK wakes a thread for each.
 */
record Deadline(Duration within, ActorSystem<?> system) {
    /** {@code stage} itself, failed where it is late. */
    <T> CompletionStage<T> of(CompletionStage<T> stage) {
        var future = stage.toCompletableFuture();
        if (future.isDone()) return future;
        var late = system.scheduler()
                .scheduleOnce(
                        within,
                        () -> {
                            var _ = future.completeExceptionally(new TimeoutException("no answer within " + within));
                        },
                        system.executionContext());
        return future.whenComplete((_, _) -> late.cancel());
    }
}
