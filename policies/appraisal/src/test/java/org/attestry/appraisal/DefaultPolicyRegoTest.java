package org.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.bundle.BundleTrust;
import org.attestry.rego.syntax.RegoVersion;
import org.attestry.rego.tool.PolicyFiles;
import org.attestry.rego.tool.PolicyTests;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The default policies' own tests, as {@code attestry policy test} runs them. */
class DefaultPolicyRegoTest {
    private static PolicyTests.Report report() throws Exception {
        var files = PolicyFiles.load(
                List.of(Path.of("src/main/resources"), Path.of("src/test/rego")),
                RegoVersion.V1,
                new BundleTrust.Unsigned());
        return PolicyTests.run(files, EvalOptions.at(Instant.parse("2026-01-01T00:00:00Z")));
    }

    @TestFactory
    Stream<DynamicTest> everyTestInRegoPasses() throws Exception {
        return report().tests().stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.name(), () -> assertThat(test.wrong()).isEmpty()));
    }

    @Test
    void noLineOfADefaultPolicyIsLeftOut() throws Exception {
        assertThat(report().missed())
                .filteredOn(line -> line.contains("src/main"))
                .isEmpty();
    }
}
