package org.attestry.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.attestry.cli.output.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyToolCommandsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writePolicies() throws IOException {
        Files.writeString(folder.resolve("a.rego"), """
                package a

                default allow := false

                allow if input.x > data.least
                """);
        Files.writeString(folder.resolve("a_test.rego"), """
                package a

                test_more if allow with input as {"x": 2} with data.least as 1

                test_todo if allow with input as {"x": 1} with data.least as 1
                """);
        Files.createDirectories(folder.resolve("schemas/deep"));
        Files.writeString(folder.resolve("schemas/input.json"), "{\"properties\": {\"y\": {}}}");
        Files.writeString(folder.resolve("schemas/deep/er.yaml"), "type: string");
        Files.writeString(folder.resolve("named.rego"), """
                package n

                # METADATA
                # schemas:
                #   - input: schema.input
                #   - data.e: schema.deep.er
                x := input.z
                """);
        Files.writeString(folder.resolve("bad.txt"), "package b\n\np := foo(1)\n");
        Files.writeString(folder.resolve("older.rego"), "package b\n\nx { input.y }\n");
        Files.writeString(folder.resolve("broken.rego"), "package b\n\nx := {\n");
        Files.writeString(folder.resolve("least.json"), "{\"least\": 1}");
        Files.writeString(folder.resolve("input.json"), "{\"x\": 2}");
        Files.writeString(folder.resolve("no.json"), "{\"x\": ");
    }

    private Recording run(ExitCode exit, List<String> words) {
        var arguments = new ArrayList<String>(List.of("policy"));
        for (var word : words) arguments.add(word.replace("@", folder + "/"));
        var recording = Recording.plain();
        assertThat(recording.run(arguments.toArray(String[]::new)))
                .as(() -> recording.out() + recording.err())
                .isEqualTo(exit);
        return recording;
    }

    @ParameterizedTest(name = "policy {0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            eval data.a.allow -d @a.rego -d @least.json -i @input.json          | YES     | "value" : true
            eval data.a.allow -d @a.rego --fail                                 | REFUSED | "value" : false
            eval data.nothing -d @a.rego --fail                                 | REFUSED | [ ]
            eval data.a.allow -d @missing                                       | USAGE   | there is no
            eval data.a.allow -d @a.rego -i @no.json                            | USAGE   | no.json
            eval 1/0 --fail                                                     | REFUSED | [ ]
            eval 1/0 --strict-builtin-errors                                    | REFUSED | divide by zero
            eval numbers.range(1,1000000000)                                    | REFUSED | eval_memory_error:
            eval data.a.allow -d @a.rego -i /                                   | USAGE   | / is a directory
            eval x -d @a.rego                                                   | USAGE   | rego_unsafe_var_error
            explain data.a.allow -d @a.rego -d @least.json -i @input.json       | YES     | a.rego:5 held
            explain data.a.allow -d @a.rego                                     | YES     | by default
            test @a.rego @a_test.rego                                           | REFUSED | 1 passed, 1 failed, 0 skipped
            test @a.rego                                                        | REFUSED | 0 passed, 0 failed, 0 skipped
            plan data.a.allow -d @a.rego                                        | YES     | CallStmt
            plan x -d @a.rego                                                   | USAGE   | rego_unsafe_var_error
            check @a.rego                                                       | YES     | 0 errors, 0 warnings
            check @a.rego --schema @schemas/input.json                          | REFUSED | undefined ref: input.x
            check @a.rego --schema @schemas                                     | YES     | 0 errors, 0 warnings
            check @named.rego --schema @schemas                                 | REFUSED | undefined ref: input.z
            check @named.rego -s @schemas/deep                                  | REFUSED | undefined schema: schema.input
            check @a.rego --schema @missing                                     | USAGE   | there is no
            check @a.rego --schema @no.json                                     | USAGE   | no.json
            fmt @a.rego                                                         | YES     | 0 of 1 to be written otherwise
            fmt @older.rego                                                     | YES     | 0 of 1 to be written otherwise
            fmt @broken.rego                                                    | USAGE   | broken.rego:4:1: unexpected end of file
            fmt --write @a.rego @broken.rego                                    | USAGE   | rego_parse_error
            bench data.a.allow -d @a.rego --seconds 0                           | USAGE   | 1 or more
            """)
    void aCommandEndsAsItsPolicyDeserves(String line, ExitCode exit, String said) {
        var recording = run(exit, List.of(line.strip().split(" ", -1)));
        assertThat(recording.out() + recording.err()).contains(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check @deep", "test @deep", "fmt @deep", "eval x -d @deep"})
    void aFolderBelowThatCannotBeReadIsSaidAndNotLeftOut(String line) throws IOException {
        // A path that is longer than the system takes can be made by moving, and cannot be read by anybody, root
        // included.
        var name = "d".repeat(200);
        var top = Files.createDirectories(folder.resolve("deep/" + (name + "/").repeat(10)));
        var rest = Files.createDirectories(folder.resolve("rest/" + (name + "/").repeat(15)));
        Files.move(folder.resolve("rest"), top.resolve("rest"));
        try {
            var err = run(ExitCode.USAGE, List.of(line.split(" ", -1))).err();
            assertThat(err).startsWith("attestry: A file cannot be used").doesNotContain("java.", "\tat ");
        } finally {
            Files.move(top.resolve("rest"), folder.resolve("rest"));
        }
        assertThat(rest).isEmptyDirectory();
    }

    @Test
    void checkGivesThePlaceOfAnError() throws IOException {
        var bad = Files.copy(folder.resolve("bad.txt"), folder.resolve("bad.rego"));
        var out = Json.parse(run(ExitCode.REFUSED, List.of("check", bad.toString(), "--json"))
                .out());
        assertThat(out.path("errors").path(0).path("line").asInt()).isEqualTo(3);
        assertThat(out.path("errors").path(0).path("code").asText()).isEqualTo("rego_type_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --json"})
    void testSaysHowMuchItCoveredWhereItIsAskedTo(String format) {
        var line = "test @a.rego @a_test.rego" + format;
        assertThat(run(ExitCode.REFUSED, List.of(line.split(" ", -1))).out()).doesNotContain("cover");
        assertThat(run(ExitCode.REFUSED, List.of((line + " --coverage").split(" ", -1)))
                        .out())
                .contains("coverage", "100");
    }

    @Test
    void fmtNamesAFileThenWritesItAndIsContent() throws IOException {
        var file = Files.writeString(folder.resolve("wide.rego"), "package w\n\n\n\nx := 1   \n");
        assertThat(run(ExitCode.REFUSED, List.of("fmt", file.toString())).out()).contains("wide.rego");
        var _ = run(ExitCode.YES, List.of("fmt", "--write", file.toString()));
        assertThat(file).hasContent("package w\n\nx := 1\n");
        var _ = run(ExitCode.YES, List.of("fmt", file.toString()));
    }

    @Test
    void benchSaysWhatAnEvaluationCosts() {
        var line = List.of("bench", "data.a.allow", "-d", "@a.rego", "--seconds", "1", "--json");
        assertThat(Json.parse(run(ExitCode.YES, line).out()).path("p50_us").asDouble())
                .isPositive();
    }
}
