package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.attestry.rego.builtin.Builtin;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "x := input.a + 1 ~ 3",
                "x if input.a == 2 ~ true",
                "x if input.missing ~ undefined",
                "default x := false\\nx if input.a > 5 ~ false",
                "x contains y if some y in [3, 1, 2] ~ {1, 2, 3}",
                "x[k] := v if some k, v in [\"a\", \"b\"] ~ {0: \"a\", 1: \"b\"}",
                "x := [y | some y in {3, 1}] ~ [1, 3]",
                "x if every y in [1, 2] { y > 0 } ~ true",
                "x if every y in [1, -2] { y > 0 } ~ undefined",
                "x := \"big\" if input.a > 5 else := \"small\" ~ \"small\"",
                "x := f(3)\\nf(n) := n * 2 ~ 6",
                "x if not input.missing ~ true",
                "x := y if y := input.a with input.a as 7 ~ 7",
                "x if 2 in [1, 2] ~ true",
                "x := count({1, 1, 2}) ~ 2",
                "x := $\"a is {input.a}, b is {input.b}\" ~ \"a is 2, b is <undefined>\"",
                "x := 0.1 + 0.2 ~ 0.3",
                "x := 1 / 3 ~ 0.33333333333333333334",
                "x := y if { assign(y, 1) } ~ 1",
                "x := y if { eq(y, [z]); z = 2 } ~ [2]",
                "x := z if { z := f(1) with f as g }\\nf(y) := y\\ng(y) := y + 1 ~ 2",
                "x.y[z].w := 1 if some z in [\"k\"] ~ {\"y\": {\"k\": {\"w\": 1}}}",
            })
    void aRuleGivesWhatOpaGives(String rules, String expected) throws Exception {
        assertThat(Policies.value(rules.replace("\\n", "\n"), "{\"a\": 2}")).isEqualTo(expected);
    }

    /** The expected numbers are those of Go's time.Parse(time.RFC3339, …).UnixNano(). */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "2026-01-02T03:04:05Z, 1767323045000000000",
        "2026-01-02T03:04:05.5Z, 1767323045500000000",
        "2026-01-02T03:04:05.1234567899Z, 1767323045123456789",
        "2026-01-02T03:04:05+01:30, 1767317645000000000",
        "2026-01-02T03:04:05-23:59, 1767409385000000000",
        "2026-01-02T03:04:05-00:00, 1767323045000000000",
        "2024-02-29T00:00:00Z, 1709164800000000000",
        "2026-02-29T00:00:00Z, undefined",
        "2026-01-02T24:00:00Z, undefined",
        "2026-01-02T03:04:60Z, undefined",
        "2026-01-02T03:04:05+25:00, undefined",
        "2026-01-02T03:04:05, undefined",
        "2026-01-02t03:04:05z, undefined",
        "٢٠٢٦-01-02T03:04:05Z, undefined",
        "2300-01-01T00:00:00Z, undefined",
    })
    void anInstantIsReadAsGoReadsIt(String text, String expected) throws Exception {
        assertThat(Policies.value("x := time.parse_rfc3339_ns(\"" + text + "\")", "{}"))
                .isEqualTo(expected);
    }

    @Test
    void twoDifferentValuesOfACompleteRuleAreAConflict() {
        assertThatThrownBy(() -> Policies.value("x := 1\nx := input.a", "{\"a\": 2}"))
                .isInstanceOfSatisfying(
                        RegoEvaluationException.class,
                        e -> assertThat(e.code()).isEqualTo(RegoEvaluationException.Code.CONFLICT));
    }

    @Test
    void aTemplateOfTwoValuesIsAConflict() {
        assertThatThrownBy(() -> Policies.value("x := $\"{[1, 2][_]}\"", "{}"))
                .isInstanceOfSatisfying(
                        RegoEvaluationException.class,
                        e -> assertThat(e.code()).isEqualTo(RegoEvaluationException.Code.CONFLICT));
    }

    @Test
    void aHostilePolicyEndsByItsBudget() throws Exception {
        var policy = Policies.compile(
                "data.p.x",
                "package p\nx if { n := numbers.range(1, 1000); a := n[_]; b := n[_]; c := n[_]; a + b + c < 0 }");
        for (int warm = 0; warm < 3; warm++)
            assertThatThrownBy(() -> policy.evaluate("data.p.x", null, Policies.OPTIONS));
        long start = System.nanoTime();
        assertThatThrownBy(() -> policy.evaluate("data.p.x", null, Policies.OPTIONS))
                .isInstanceOfSatisfying(
                        RegoEvaluationException.class,
                        e -> assertThat(e.code())
                                .isIn(RegoEvaluationException.Code.FUEL, RegoEvaluationException.Code.TIME));
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(3_000);
    }

    @Test
    void aRangeOfABillionIsPaidForBeforeItIsMade() throws Exception {
        var policy = Policies.compile("data.p.x", "package p\nx := count(numbers.range(1, 1000000000))");
        assertThatThrownBy(() -> policy.evaluate("data.p.x", null, Policies.OPTIONS))
                .isInstanceOfSatisfying(
                        RegoEvaluationException.class,
                        e -> assertThat(e.code()).isEqualTo(RegoEvaluationException.Code.MEMORY));
    }

    @Test
    void otherDataIsSwappedInWithoutCompiling() throws Exception {
        var policy = RegoCompiler.standard()
                .compile(
                        List.of(new RegoModule("p.rego", "package p\nx if input.d in data.good")),
                        Policies.object("{\"good\":[\"a\"]}"),
                        List.of("data.p.x"));
        var input = JsonReader.read("{\"d\":\"b\"}");
        assertThat(policy.evaluate("data.p.x", input, Policies.OPTIONS).value()).isEmpty();
        var other = policy.withData(Policies.object("{\"good\":[\"b\"]}"));
        assertThat(other.evaluate("data.p.x", input, Policies.OPTIONS).value()).contains(RegoBoolean.TRUE);
    }

    @Test
    void onePolicyServesManyThreads() throws Exception {
        var policy = Policies.compile("data.p.x", "package p\nx := sum([y | some y in input.ys; y > 1])");
        try (var pool = Executors.newFixedThreadPool(4)) {
            var answers = IntStream.range(0, 200)
                    .mapToObj(i -> pool.submit(() -> policy.evaluate(
                                    "data.p.x", Policies.object("{\"ys\":[1," + (i + 2) + "]}"), Policies.OPTIONS)
                            .value()))
                    .toList();
            for (int i = 0; i < answers.size(); i++)
                assertThat(((Future<?>) answers.get(i)).get().toString())
                        .contains(RegoNumber.of(i + 2).toString());
        }
    }

    @Test
    void anExplanationNamesEachRuleAndTheLineWhereItStopped() throws Exception {
        var policy = Policies.compile(
                "data.p.allow",
                "package p\n\ndefault allow := false\n\nallow if {\n  debug_off\n  input.svn > 3\n}\n\ndebug_off if not input.debug\n");
        var rules = policy.evaluate("data.p.allow", Policies.object("{\"svn\":2}"), Policies.OPTIONS.explaining())
                .explanation()
                .rules();
        assertThat(rules).extracting(Explanation.Rule::path).containsExactly("data.p.debug_off", "data.p.allow");
        assertThat(rules.getLast().bodies()).containsExactly(new Explanation.Body("m0.rego", 5, false, 7));
        assertThat(rules.getFirst().bodies().getFirst().held()).isTrue();
    }

    @Test
    void ownBuiltinsArePlainFunctions() throws Exception {
        var twice = Builtin.of(
                "own.twice", "number -> number", (_, a) -> RegoNumber.of(2 * ((RegoNumber) a[0]).longValue()));
        var policy = RegoCompiler.standard()
                .withBuiltins(List.of(twice))
                .compile(
                        List.of(new RegoModule("p.rego", "package p\nx := own.twice(21)")),
                        RegoObject.EMPTY,
                        List.of("data.p.x"));
        assertThat(policy.evaluate("data.p.x", null, Policies.OPTIONS).value()).contains(RegoNumber.of(42));
    }

    @Test
    void aKeyWhosePointIsOnNoCurveIsAFailureOfTheBuiltin() throws Exception {
        var jwk = "{\\\"kty\\\":\\\"EC\\\",\\\"crv\\\":\\\"P-256\\\",\\\"x\\\":\\\"%s\\\",\\\"y\\\":\\\"AA\\\"}"
                .formatted("A".repeat(3) + "_".repeat(80));
        assertThat(Policies.value("x := io.jwt.verify_es256(\"e30.e30.AA\", \"" + jwk + "\")", "{}"))
                .isEqualTo("undefined");
    }
}
