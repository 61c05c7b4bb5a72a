package org.attestry.agent.switchless;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** When a pool looks for answers: at once while some come, at the scheduler's pace after many looks in vain, and never twice at a time. */
final class Lookout {
    /** So many looks without an answer are taken at once; then the pool looks at the scheduler's pace. */
    private static final int EAGER_POLLS = 500;

    private static final Duration IDLE_POLL = Duration.ofMillis(1);

    private final ActorRef<SwitchlessPool.Command> pool;
    private final TimerScheduler<SwitchlessPool.Command> timers;

    private boolean polling;
    private int fruitless;

    Lookout(ActorRef<SwitchlessPool.Command> pool, TimerScheduler<SwitchlessPool.Command> timers) {
        this.pool = pool;
        this.timers = timers;
    }

    /** A call began, so there is something to look for. */
    void begin() {
        if (!polling) {
            polling = true;
            fruitless = 0;
            pool.tell(new PoolEvent.Poll());
        }
    }

    /** The look that was announced is taken now. */
    void taken() {
        polling = false;
    }

    /** Calls are under way still, after a look that found {@code any} answer or none. */
    void again(boolean any) {
        if (polling) {
            return;
        }
        polling = true;
        fruitless = any ? 0 : fruitless + 1;
        if (fruitless < EAGER_POLLS) {
            pool.tell(new PoolEvent.Poll());
        } else {
            timers.startSingleTimer(new PoolEvent.Poll(), IDLE_POLL);
        }
    }
}
