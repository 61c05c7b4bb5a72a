package org.attestry.cluster.ops;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Whether this process can do its work: each part says what it lacks, or nothing. */
public final class Health {
    private final Map<String, Supplier<Optional<String>>> parts = new TreeMap<>();

    /** Adds a part; its supplier tells what is wrong with it. */
    public Health with(String part, Supplier<Optional<String>> wrong) {
        parts.put(part, wrong);
        return this;
    }

    /** For each part {@code ok} or what is wrong. */
    public Map<String, String> checks() {
        var checks = new TreeMap<String, String>();
        parts.forEach((part, wrong) -> checks.put(part, wrong.get().orElse("ok")));
        return checks;
    }

    /** Whether every part is well. */
    public boolean ready() {
        return parts.values().stream().allMatch(wrong -> wrong.get().isEmpty());
    }
}
