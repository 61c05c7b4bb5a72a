package org.attestry.rego.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.RegoModule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyToolsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @BeforeEach
    void writePolicy() throws IOException {
        Files.writeString(folder.resolve("p.rego"), """
                package p

                import data.unused

                default allow := false

                allow if {
                  input.svn >= data.limits.svn
                  not input.debug
                }
                """);
        Files.writeString(folder.resolve("p_test.rego"), """
                package p

                test_allows if allow with input as {"svn": 9}

                test_debug_is_refused if not allow with input as {"svn": 9, "debug": true}

                test_wrong if allow with input as {"svn": 1}
                """);
        Files.createDirectory(folder.resolve("limits"));
        Files.writeString(folder.resolve("limits").resolve("data.json"), "{\"svn\": 5}");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void evalPrintsBindings() throws IOException {
        var input = Files.writeString(folder.resolve("input.json"), "{\"svn\": 5}");
        assertThat(PolicyEval.run(List.of(folder), "x = data.p.allow", input, NOW, out, out))
                .isZero();
        assertThat(printed()).isEqualToIgnoringNewLines("{\"result\":[{\"x\":true}]}");
    }

    @Test
    void evalSaysWhereAQueryIsWrong() throws IOException {
        assertThat(PolicyEval.run(List.of(folder), "x = y", null, NOW, out, out))
                .isEqualTo(1);
        assertThat(printed()).contains("rego_unsafe_var_error");
    }

    @Test
    void testReportsFailuresAndCoverage() throws Exception {
        var report = PolicyTests.run(List.of(folder), NOW, out);
        assertThat(report.passed()).isEqualTo(2);
        assertThat(report.failures()).containsExactly("data.p.test_wrong: undefined");
        assertThat(report.coverage()).isEqualTo(100.0);
    }

    @Test
    void checkFindsUnusedImports() throws IOException {
        var report = PolicyCheck.run(List.of(folder), out);
        assertThat(report.errors()).isEmpty();
        assertThat(report.warnings()).singleElement().asString().contains("import data.unused unused");
    }

    @Test
    void explainNamesTheLineThatStoppedTheRule() throws IOException {
        var input = Files.writeString(folder.resolve("input.json"), "{\"svn\": 5, \"debug\": true}");
        assertThat(PolicyExplain.run(List.of(folder), "data.p.allow", input, NOW, out, out))
                .isZero();
        assertThat(printed())
                .contains("data.p.allow is false")
                .contains("p.rego:7 stopped at line 9")
                .contains("by default");
    }

    @Test
    void theBenchmarkPolicyAffirmsItsInput() throws Exception {
        var policy = RegoCompiler.standard()
                .compile(
                        List.of(new RegoModule("b.rego", BenchmarkPolicy.SOURCE)),
                        BenchmarkPolicy.data(25),
                        List.of(BenchmarkPolicy.ENTRYPOINT));
        var result = policy.evaluate(BenchmarkPolicy.ENTRYPOINT, BenchmarkPolicy.input(25), EvalOptions.at(NOW))
                .value()
                .orElseThrow();
        assertThat(result.toString()).contains("\"status\": \"affirming\"");
        assertThat(PolicyBench.run(NOW, Duration.ofMillis(5), out).parsedMicros())
                .isPositive();
    }
}
