package org.attestry.appraisal;

import java.util.List;

/** A policy's source does not compile; says everything that is wrong with it. */
public final class PolicyRejected extends Exception {
    private final transient List<Fault> faults;

    /** One thing that is wrong, as the compiler says it; {@code line} and {@code column} begin at 1. */
    public record Fault(String code, String message, String file, int line, int column) {}

    /** Rejected for {@code faults}, at least one. */
    public PolicyRejected(List<Fault> faults) {
        super(faults.getFirst().message());
        this.faults = List.copyOf(faults);
    }

    /** What is wrong. */
    public List<Fault> faults() {
        return faults;
    }
}
