package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.attestry.cluster.http.Role;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Baselines over HTTP: which are taken, and which could never be met. */
final class BaselinesTest {
    private static final String MEASUREMENT = SimulatedSnp.MEASUREMENT.hex();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start(data);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static TestNode.Reply add(String name, String tee, Map<String, ?> values, Map<String, ?> minimum) {
        return node.post(
                "/v1/baselines", Role.ADMIN, Map.of("name", name, "tee", tee, "values", values, "minimum", minimum));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    measurement      | zz     | measurement=zz: this claim of snp is 96 lower-case hexadecimal digits
                    measurement      | ABCDEF | 96 lower-case hexadecimal digits
                    vmpl             | zero   | vmpl=zero: this claim of snp is a whole number
                    mesurement       | ab     | mesurement: snp has no such claim
                    policy.debugged  | false  | policy has abi_major
                    """)
    void aValueThatNoEvidenceCanHaveIsRefusedWithWhatIsAllowed(String path, String value, String words) {
        var refused = add("unmet", "snp", Map.of(path, List.of(value)), Map.of());
        node.assertRefused(refused, 400, "malformed-request", "");
        assertThat(refused.body().path("detail").asText()).contains("no evidence can ever meet", words);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    measurement      | 1   | minimum measurement=1: this claim of snp is 96 lower-case
                    reported_tcb.snp | 256 | a whole number from 0 to 255
                    """)
    void aMinimumThatNothingReachesIsRefusedWithWhatIsAllowed(String path, long least, String words) {
        var refused = add("unmet", "snp", Map.of(), Map.of(path, least));
        node.assertRefused(refused, 400, "malformed-request", "");
        assertThat(refused.body().path("detail").asText()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"tdx", "sev", "SNP"})
    void aTeeThatNoVerifierServesIsRefusedWithThoseThatAre(String tee) {
        var refused = add("unserved", tee, Map.of("measurement", List.of(MEASUREMENT)), Map.of());
        node.assertRefused(refused, 422, "unknown-tee", "");
        assertThat(refused.body().path("detail").asText()).contains(tee, "there is one for snp");
    }

    @Test
    void whatWasRefusedLeavesNoVersionBehind() {
        add("clean", "snp", Map.of("measurement", List.of("zz")), Map.of());
        var added = add("clean", "snp", Map.of("measurement", List.of(MEASUREMENT)), Map.of());
        assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
        assertThat(added.body().path("version").asInt()).isEqualTo(1);
    }
}
