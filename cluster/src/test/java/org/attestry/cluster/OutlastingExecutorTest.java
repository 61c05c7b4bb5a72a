package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reading that comes due while a node stops is refused by nobody, and none goes on after it. */
@Timeout(60)
final class OutlastingExecutorTest {
    private final ActorTestKit actors = ActorTestKit.create("outlasting-executor-test");
    private final CountDownLatch read = new CountDownLatch(1);

    private Behavior<String> readsWhenItStops(Executor blocking) {
        return Behaviors.setup(_ -> Behaviors.receive(String.class)
                .onSignal(PostStop.class, _ -> {
                    blocking.execute(read::countDown);
                    return Behaviors.same();
                })
                .build());
    }

    @Test
    void whatActorsReadOnEndsAfterThem() throws InterruptedException {
        var blocking = NodeService.outlasting(actors.system());
        var _ = actors.spawn(readsWhenItStops(blocking));
        actors.shutdownTestKit();
        assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();
        actors.system().getWhenTerminated().toCompletableFuture().join();
        awaitRefused(blocking);
    }

    /** Whoever waits for the system may be told before the executor is. */
    private static void awaitRefused(Executor blocking) throws InterruptedException {
        for (int i = 0; i < 1000 && takes(blocking); i++) Thread.sleep(10);
        assertThatThrownBy(() -> blocking.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static boolean takes(Executor blocking) {
        try {
            blocking.execute(() -> {});
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}
