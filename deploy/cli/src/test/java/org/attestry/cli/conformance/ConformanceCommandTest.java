package org.attestry.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.attestry.cli.output.Json;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformanceCommandTest {
    @TempDir
    Path folder = Path.of("");

    private void add(String dir, String tee, String kind, String more) throws IOException {
        var below = Files.createDirectories(folder.resolve(dir));
        Files.writeString(below.resolve("e.bin"), "no evidence at all");
        Files.writeString(
                below.resolve("case.json"),
                "{\"tee\": \"" + tee + "\", \"kind\": \"" + kind
                        + "\", \"files\": {\"evidence\": \"e.bin\"}, \"inputs\": {}, \"verify_at\": null" + more + "}");
    }

    private Recording run(ExitCode exit, String... further) {
        var recording = Recording.plain();
        var arguments = new java.util.ArrayList<>(List.of("conformance", folder.toString()));
        arguments.addAll(List.of(further));
        assertThat(recording.run(arguments.toArray(String[]::new))).isEqualTo(exit);
        return recording;
    }

    @ParameterizedTest(name = "{0} {1} -> {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    snp-report | "verdict": "malformed"                                                | YES     | 1 passed, 0 failed
                    snp-report | "verdict": "tampered", "also_acceptable": ["malformed"]               | YES     | 1 passed, 0 failed
                    snp-report | "verdict": "verified", "claims": {}                                   | REFUSED | 0 passed, 1 failed
                    zebra-note | "verdict": "malformed"                                                | REFUSED | 0 passed, 1 failed
                    zebra-note | "verdict": "implementation_defined", "also_acceptable": ["parsed"]    | REFUSED | 0 passed, 1 failed
                    """)
    void aCaseIsJudgedByWhatItExpects(String kind, String expected, ExitCode exit, String lastLine) throws IOException {
        add("a", "zebra", kind, ", \"expected\": {" + expected + "}");
        assertThat(run(exit).out().strip().lines().toList().getLast()).isEqualTo(lastLine);
    }

    @Test
    void aFailureShowsWhatWasExpectedWhatCameAndWhere() throws IOException {
        add("deep/er/one", "snp", "snp-report", ", \"expected\": {\"verdict\": \"verified\"}");
        assertThat(run(ExitCode.REFUSED).out()).contains("deep/er/one", "verified", "malformed", "verdict:");
    }

    @Test
    void aCaseWithoutExpectationIsEmittedAndCountsAsNeither() throws IOException {
        add("a", "snp", "snp-report", "");
        var out = folder.resolve("out.jsonl");
        assertThat(run(ExitCode.YES, "--emit", out.toString()).out()).endsWith("0 passed, 0 failed\n");
        var line = Json.parse(Files.readString(out).strip());
        assertThat(line.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly("dir", "verdict", "reason", "checks", "claims");
        assertThat(line.path("dir").asText()).isEqualTo("a");
        assertThat(line.path("verdict").asText()).isEqualTo("malformed");
    }

    @Test
    void anInputThatIsNotSupportedFailsItsCaseOnly() throws IOException {
        add("a", "snp", "snp-report", ", \"expected\": {\"verdict\": \"malformed\"}");
        var below = Files.createDirectories(folder.resolve("b"));
        Files.writeString(below.resolve("case.json"), "{\"tee\": 1}");
        assertThat(run(ExitCode.REFUSED).out()).endsWith("1 passed, 1 failed\n");
    }

    @Test
    void aFolderWithoutCasesIsAMistake() {
        assertThat(run(ExitCode.USAGE).err()).contains("no case.json below");
    }

    @Test
    void theRecordedReportsComeOutAsTheyShould() throws IOException {
        var recorded = Path.of(System.getProperty("attestry.shared", ""), "vectors", "snp");
        if (!Files.isDirectory(recorded)) Assumptions.abort("no recorded evidence at " + recorded);
        var out = folder.resolve("out.jsonl");
        var recording = Recording.plain();
        assertThat(recording.run("conformance", recorded.toString(), "--json", "--emit", out.toString()))
                .isEqualTo(ExitCode.YES);
        var data = Json.parse(recording.out());
        assertThat(data.path("failed").asInt()).isZero();
        assertThat(data.path("passed").asInt())
                .isEqualTo(Files.readAllLines(out).size());
    }

    @Test
    void casesOfOpaAreJudgedEmittedAndCounted() throws IOException {
        var module = "package t\\n\\np contains x if { some x in [3, 1] }";
        Files.writeString(folder.resolve("cases.json"), """
                {"cases": [
                  {"note": "right", "query": "data.t.p = x", "modules": ["%1$s"], "want_result": [{"x": [1, 3]}]},
                  {"note": "wrong", "query": "data.t.p = x", "modules": ["%1$s"], "want_result": [{"x": [1]}]},
                  {"note": "bare", "query": "data.t.p = x", "modules": ["%1$s"]}
                ]}
                """.formatted(module));
        var out = folder.resolve("out.jsonl");
        assertThat(run(ExitCode.REFUSED, "--rego", "--emit", out.toString()).out())
                .contains("cases.json#1 [wrong]")
                .endsWith("1 passed, 1 failed\n");
        assertThat(Files.readAllLines(out))
                .hasSize(3)
                .last()
                .isEqualTo("{\"file\":\"cases.json\",\"index\":2,\"result\":[{\"x\":[1,3]}]}");
    }
}
