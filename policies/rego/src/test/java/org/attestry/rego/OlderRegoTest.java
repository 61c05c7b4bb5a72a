package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.syntax.RegoVersion;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar before 1.0, and the ways out of it that modules had. */
class OlderRegoTest {
    private static CompiledPolicy compile(String rules) throws RegoCompileException {
        var module = new RegoModule("p.rego", "package p\n" + rules.replace("\\n", "\n"), RegoVersion.V0);
        return RegoCompiler.standard().compile(List.of(module), RegoObject.EMPTY, List.of("data.p.x"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "x { input.a == 2 } ~ true",
                "x = 3 { input.a == 2 } ~ 3",
                "x[y] { y := input.a } ~ {2}",
                "x[k] = v { v := input[k] } ~ {\"a\": 2}",
                "x { false } { input.a == 2 } ~ true",
                "x = \"big\" { input.a > 5 } else = \"small\" { true } ~ \"small\"",
                "x = f(1)\\nf(y) = z { z := y + 1 } ~ 2",
                "default x = 7 ~ 7",
                "x = y { y := [z | z := input.a] } ~ [2]",
                "x { if := 1; every := 2; in := 3; contains := 4; if + every + in + contains == 10 } ~ true",
                "x { contains(\"abc\", \"b\") } ~ true",
                "import future.keywords.in\\nx { 2 in [1, 2] } ~ true",
                "import future.keywords.every\\nx { every y in [1, 2] { y > 0 } } ~ true",
                "import future.keywords.every\\nx { if := 1; if == 1 } ~ true",
                "import future.keywords\\nx contains y if { some y in [1, 2] } ~ {1, 2}",
                "import future.keywords.if\\nx if input.a == 2 ~ true",
                "import future.keywords.contains\\nx contains y { y := 1 } ~ {1}",
                "import rego.v1\\nx contains y if some y in [1, 2] ~ {1, 2}",
            })
    void aModuleOfTheOlderGrammarGivesWhatOpaGives(String rules, String expected) throws Exception {
        var value = compile(rules)
                .evaluate("data.p.x", JsonReader.read("{\"a\": 2}"), EvalOptions.at(Instant.EPOCH))
                .value();
        assertThat(value).hasToString("Optional[" + expected + "]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "x if input.a ~ 2",
                "x contains 1 ~ 2",
                "x { some y in [1] } ~ 2",
                "import rego.v1\\nx { true } ~ 3",
                "import rego.v1\\nx[1] ~ 3",
                "import future.keywords.never\\nx { true } ~ 2",
            })
    void whatTheOlderGrammarHadNotIsRefusedUntilItIsImported(String rules, int line) {
        var errors = catchThrowableOfType(RegoCompileException.class, () -> compile(rules))
                .errors();
        assertThat(errors.getFirst().code()).isEqualTo("rego_parse_error");
        assertThat(errors.getFirst().line()).isEqualTo(line);
    }
}
