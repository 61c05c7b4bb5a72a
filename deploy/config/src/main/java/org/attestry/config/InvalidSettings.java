package org.attestry.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; the start ends here. Carries every problem found, not the first one only. */
public final class InvalidSettings extends RuntimeException {
    private final transient List<Problem> problems;

    InvalidSettings(List<Problem> problems) {
        super(problems.stream().map(Problem::sentence).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in order of discovery; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
