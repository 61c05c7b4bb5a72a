package org.attestry.agent.service;

import java.time.Duration;

/** Waits between attempts; a fake notes how long instead. */
@FunctionalInterface
public interface Pause {
    /** Returns when {@code duration} is over. */
    void take(Duration duration) throws InterruptedException;

    /** Real time. */
    Pause REAL = Thread::sleep;
}
