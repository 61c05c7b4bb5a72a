package org.attestry.persistence.rocksdb;

import java.util.function.Consumer;

/** Takes the problems that a scan finds, and goes on after each. */
final class StoreProblems {
    private final Consumer<StoreProblem> sink;

    StoreProblems(Consumer<StoreProblem> sink) {
        this.sink = sink;
    }

    void add(Family family, String problem) {
        sink.accept(new StoreProblem(family.durableName(), problem));
    }

    /** Runs {@code part}; whatever keeps it from its end is a problem of {@code family}. */
    void attempt(Family family, Runnable part) {
        attempt(family, "", part);
    }

    /** The same, told of {@code what}. */
    void attempt(Family family, String what, Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            add(family, what + (e.getMessage() == null ? e : e.getMessage()));
        }
    }
}
