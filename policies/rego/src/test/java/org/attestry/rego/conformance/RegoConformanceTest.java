package org.attestry.rego.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class RegoConformanceTest {
    private static final int MOST_EXCEPTIONS = 12;

    private static Set<String> exceptions() throws IOException {
        try (var in = Objects.requireNonNull(RegoConformanceTest.class.getResourceAsStream("exceptions.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("[: ]", 2)[0])
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void opasOwnCasesPassFromSourceAndFromPlanButForTheExceptions() throws IOException {
        var shared = System.getProperty("attestry.shared");
        var folder = Path.of(shared == null ? "missing" : shared, "rego-conformance", "v1");
        if (!Files.isDirectory(folder)) Assumptions.abort("no conformance cases at " + folder);
        var report = RegoConformance.run(folder, Instant.parse("2026-01-01T00:00:00Z"));
        var known = exceptions();
        assertThat(known).hasSizeLessThanOrEqualTo(MOST_EXCEPTIONS);
        assertThat(report.failures())
                .allSatisfy(failure -> assertThat(failure.split(" ", 2)[0]).isIn(known));
        var sum = report.sum();
        assertThat(sum.sourcePassed() * 1_000L)
                .isGreaterThanOrEqualTo(995L * (sum.sourcePassed() + sum.sourceFailed()));
    }
}
