package org.attestry.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.attestry.cluster.ops.Metrics;
import org.attestry.persistence.events.EventSerializer;
import org.attestry.verifier.Check;
import org.attestry.verifier.Reason;
import org.junit.jupiter.api.Test;

/** Names that others keep: a change here is a change of the product's promises, and is made in the golden file first. */
final class DurableNamesTest {
    private static String golden(String name) {
        try (var in = DurableNamesTest.class.getResourceAsStream("/golden/" + name)) {
            if (in == null) throw new IllegalStateException("no golden file " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void problemsHaveTheseSlugsAndStatuses() {
        var actual = Arrays.stream(Problem.Kind.values())
                .map(kind -> kind.slug() + " " + kind.status() + "\n")
                .collect(Collectors.joining());
        assertThat(actual).isEqualTo(golden("problems.txt"));
    }

    @Test
    void metricsHaveTheseNamesAndLabels() {
        var actual = Arrays.stream(Metrics.Name.values())
                .map(name -> name.metric() + " " + name.labels() + "\n")
                .collect(Collectors.joining());
        assertThat(actual).isEqualTo(golden("metrics.txt"));
    }

    @Test
    void eventsHaveTheseManifests() {
        var actual = EventSerializer.TABLE.rows().stream()
                .map(row -> row.manifest() + "\n")
                .collect(Collectors.joining());
        assertThat(actual).isEqualTo(golden("manifests.txt"));
    }

    @Test
    void checksAndReasonsHaveTheseNames() {
        var checks = Arrays.stream(Check.values()).map(check -> "check " + check.wireName() + "\n");
        var reasons = Arrays.stream(Reason.values())
                .map(reason ->
                        "reason " + reason.wireName() + " " + reason.outcome().wireName() + "\n");
        var actual = java.util.stream.Stream.concat(checks, reasons).collect(Collectors.joining());
        assertThat(actual).isEqualTo(golden("verdicts.txt"));
    }
}
