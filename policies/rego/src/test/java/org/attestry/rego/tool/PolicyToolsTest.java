package org.attestry.rego.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.Explanation;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.RegoModule;
import org.attestry.rego.bundle.BundleTrust;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.syntax.RegoVersion;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyToolsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

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

    private PolicyFiles files() throws IOException {
        return PolicyFiles.load(List.of(folder), RegoVersion.V1, new BundleTrust.Unsigned());
    }

    private static RegoValue json(String text) {
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "x = data.p.allow            | [{\"x\": true}]",
                "data.p.allow                | [{\"value\": true}]",
                "input.nothing               | []",
                "input.svn > 9               | [{\"value\": false}]",
                "some x in [1, 2]; x > 1     | [{\"x\": 2}]",
                "1 + 1                       | [{\"value\": 2}]",
            })
    void evalGivesBindingsAndTheValueOfATerm(String query, String bindings) throws Exception {
        var input = Optional.of(json("{\"svn\": 5}"));
        var result = PolicyEval.run(files(), query, input, EvalOptions.at(NOW));
        assertThat(result.bindings()).hasToString(bindings);
    }

    @Test
    void evalSaysWhereAQueryIsWrong() {
        assertThatThrownBy(() -> PolicyEval.run(files(), "x = y", Optional.empty(), EvalOptions.at(NOW)))
                .isInstanceOfSatisfying(
                        RegoCompileException.class,
                        e -> assertThat(e.errors()).extracting(RegoError::code).contains("rego_unsafe_var_error"));
    }

    @Test
    void testReportsFailuresAndCoverage() throws Exception {
        var report = PolicyTests.run(files(), EvalOptions.at(NOW));
        assertThat(report.passed()).isEqualTo(2);
        assertThat(report.tests())
                .contains(new PolicyTests.Outcome("data.p.test_wrong", Optional.of("undefined"), List.of()))
                .hasSize(3);
        assertThat(report.coverage()).isEqualTo(100.0);
    }

    @Test
    void checkFindsUnusedImports() throws IOException {
        var report = PolicyCheck.run(files(), Map.of());
        assertThat(report.errors()).isEmpty();
        assertThat(report.warnings()).singleElement().asString().contains("import data.unused unused");
    }

    @Test
    void schemasOfAFolderAreNamedByTheirPaths() throws IOException {
        var schemas = Files.createDirectories(folder.resolve("schemas"));
        Files.createDirectories(schemas.resolve("acl"));
        Files.writeString(schemas.resolve("input.json"), "{\"type\": \"object\"}");
        Files.writeString(schemas.resolve("acl/by-name.v1.yaml"), "type: array");
        Files.writeString(schemas.resolve("README"), "not a schema");
        assertThat(SchemaFiles.load(schemas)).containsOnlyKeys("schema.input", "schema.acl[\"by-name.v1\"]");
        assertThat(SchemaFiles.load(schemas.resolve("input.json"))).containsOnlyKeys("schema");
        Files.writeString(schemas.resolve("input.yaml"), "type: object");
        assertThatIOException()
                .isThrownBy(() -> SchemaFiles.load(schemas))
                .withMessageContaining("schema.input already");
    }

    @Test
    void explainNamesTheLineThatStoppedTheRule() throws Exception {
        var input = Optional.of(json("{\"svn\": 5, \"debug\": true}"));
        var result = PolicyExplain.run(files(), "data.p.allow", input, EvalOptions.at(NOW));
        assertThat(result.value()).contains(RegoBoolean.FALSE);
        var rule = result.explanation().rules().getFirst();
        assertThat(PolicyExplain.byDefault(rule)).isTrue();
        assertThat(rule.bodies())
                .extracting(Explanation.Body::line, Explanation.Body::held, Explanation.Body::stoppedAt)
                .containsExactly(tuple(7, false, 9));
    }

    @Test
    void fmtSaysHowAFileShouldBeWrittenAndLeavesItAlone() throws IOException {
        var file = Files.writeString(folder.resolve("q.rego"), "package q\n\n\n\nx := 1   \n");
        var outcomes = PolicyFmt.run(List.of(file));
        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.formatted())
                        .hasValueSatisfying(text -> assertThat(text).isEqualTo("package q\n\nx := 1\n")));
        assertThat(file).content().contains("1   ");
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
        assertThat(PolicyBench.run(NOW, Duration.ofMillis(5)).parsedMicros()).isPositive();
    }

    @ParameterizedTest(name = "print({0})")
    @CsvSource(
            delimiter = '~',
            value = {
                "\"svn\", input.svn ~ svn 9",
                "input.nothing ~ <undefined>",
                "{1, 2}, [1, \"a\"] ~ {1, 2} [1, \"a\"]",
                "\"item\", [1, 2][_] ~ item 1, item 2",
                "count(input) + 1 ~ 2",
            })
    void printSaysWhatItsArgumentsAreAndHoldsWhereTheyAreUndefined(String args, String said) throws Exception {
        Files.writeString(folder.resolve("q.rego"), "package q\n\nx if { print(" + args + "); true }\n");
        var result = PolicyEval.run(
                files(),
                "data.q.x",
                Optional.of(json("{\"svn\": 9}")),
                EvalOptions.at(NOW).explaining());
        assertThat(result.bindings()).hasToString("[{\"value\": true}]");
        assertThat(String.join(", ", result.explanation().notes())).isEqualTo(said);
    }
}
