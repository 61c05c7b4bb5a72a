package org.attestry.agent.switchless;

import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.attestry.agent.enclave.CallableEnclave;

/** How many of the enclave's workers take calls: more as soon as there are more calls, fewer after a calm. */
final class Workforce {
    /** Workers that were not wanted for so long rest. */
    private static final Duration CALM = Duration.ofMillis(200);

    private final TimerScheduler<SwitchlessPool.Command> timers;
    private final SwitchlessPool.Workers bounds;

    private int workers;
    private int wanted;

    Workforce(TimerScheduler<SwitchlessPool.Command> timers, SwitchlessPool.Workers bounds) {
        this.timers = timers;
        this.bounds = bounds;
    }

    int size() {
        return workers;
    }

    /** The workers of another enclave. */
    void startAt(CallableEnclave enclave) {
        workers = 0;
        employ(enclave, bounds.least());
    }

    /** More calls than workers: more workers, at once. */
    void grow(int calls, Optional<CallableEnclave> enclave) {
        wanted = Math.max(wanted, calls);
        if (bounds.within(wanted) > workers) {
            enclave.ifPresent(at -> employ(at, bounds.within(wanted)));
        }
    }

    /** What was wanted at most since the last look is what stays. */
    void review(Optional<CallableEnclave> enclave) {
        if (workers > bounds.within(wanted)) {
            enclave.ifPresent(at -> employ(at, bounds.within(wanted)));
        }
        wanted = 0;
        if (workers > bounds.least()) timers.startSingleTimer(new PoolEvent.Review(), CALM);
    }

    private void employ(CallableEnclave enclave, int count) {
        if (count != workers && enclave.workers(count)) {
            workers = count;
            if (workers > bounds.least() && !timers.isTimerActive(new PoolEvent.Review())) {
                timers.startSingleTimer(new PoolEvent.Review(), CALM);
            }
        }
    }
}
