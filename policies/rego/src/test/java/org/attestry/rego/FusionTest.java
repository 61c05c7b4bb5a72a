package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements that are run at once give what they give one by one. */
class FusionTest {
    private static final String INPUT = "{\"a\": {\"b\": {\"c\": 1}}, \"list\": [1, 2], \"set\": {\"k\": false}}";
    private static final String DATA = "{\"a\": {\"b\": {\"c\": 7}}}";

    private static CompiledPolicy policy(String rules, String data) throws Exception {
        var module = new RegoModule("p.rego", "package p\n" + rules.replace("\\n", "\n"));
        return RegoCompiler.standard().compile(List.of(module), object(data), List.of("data.p.x"));
    }

    private static RegoObject object(String json) {
        return Policies.object(json);
    }

    private static String value(CompiledPolicy policy) {
        return policy.evaluate("data.p.x", JsonReader.read(INPUT), Policies.OPTIONS)
                .value()
                .map(RegoValue::toString)
                .orElse("undefined");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "x := input.a.b.c ~ 1",
                "x := input.a.missing.c ~ undefined",
                "x := input.list.b.c ~ undefined",
                "x := [data.a.b.c, data.a.b] ~ [7, {\"c\": 7}]",
                "x := data.a.missing.c ~ undefined",
                "x := [data.a.b.c, y] if y := data.a.b.c with data.a.b.c as 8 ~ [7, 8]",
                "y := data.a.b.c\\nx := [y, z, y] if z := y with data.a as {\"b\": {\"c\": 9}} ~ [7, 9, 7]",
                "x if input.set.k in [false] ~ true",
                "x := y if y := input.set.k in [true] ~ false",
                "x if input.set.k in [true] ~ undefined",
                "x := [1 < 2, 2 <= 1, 2 > 1, 1 >= 2, 1 != 1, \"a\" < [], {} > 3] ~ [true, false, true, false, false, true, true]",
                "x if 1 >= 2 ~ undefined",
                "x if input.missing >= 2 ~ undefined",
                "default x := 4\\nx := input.missing ~ 4",
                "default x := 4\\nx := false ~ false",
                "x if every v in input.list { v > 0 } ~ true",
                "x if every v in input.list { v > 1 } ~ undefined",
                "x if every k, v in input.set { k == \"k\"; v == false } ~ true",
                "x if every v in {1, 2} { every w in [3] { w > v } } ~ true",
                "x if every v in input.a.b.c { v > 1 } ~ undefined",
                "x if every v in [] { v > 1 } ~ true",
                "x := {\"b\": 1, \"a\": input.a.b.c, \"c\": {\"d\": 2}} ~ {\"a\": 1, \"b\": 1, \"c\": {\"d\": 2}}",
                "x := {\"b\": 1, \"a\": input.missing} ~ undefined",
                "x := {\"b\": y, \"a\": y} if { some y in input.list; y > 1 } ~ {\"a\": 2, \"b\": 2}",
                "x := object.union({\"b\": 1}, {\"a\": 2}) ~ {\"a\": 2, \"b\": 1}",
                "x := {\"i\": 9, \"h\": 8, \"g\": 7, \"f\": 6, \"e\": 5, \"d\": 4, \"c\": 3, \"b\": 2, \"a\": 1}.c ~ 3",
            })
    void aRuleGivesWhatItSays(String rules, String expected) throws Exception {
        var policy = policy(rules, DATA);
        assertThat(value(policy)).isEqualTo(expected);
        assertThat(value(policy)).as("again").isEqualTo(expected);
    }

    @Test
    void explainingSpendsAsMuchAndGivesTheSame() throws Exception {
        var policy = policy(
                "default x := 0\\nx := {\"p\": data.a.b.c, \"q\": input.a.b} if { every v in input.list { v in [1, 2] } }",
                DATA);
        var input = JsonReader.read(INPUT);
        var fast = policy.evaluate("data.p.x", input, Policies.OPTIONS);
        var explained = policy.evaluate("data.p.x", input, Policies.OPTIONS.explaining());
        assertThat(fast.bindings()).isEqualTo(explained.bindings());
        assertThat(fast.fuelSpent()).isEqualTo(explained.fuelSpent());
    }

    @Test
    void whatWasFoundInDataIsNotTakenForOtherData() throws Exception {
        var policy = policy("x := data.a.b.c", DATA);
        assertThat(value(policy)).isEqualTo("7");
        assertThat(value(policy.withData(object("{\"a\": {\"b\": {\"c\": 8}}}"))))
                .isEqualTo("8");
        assertThat(value(policy.withData(RegoObject.EMPTY))).isEqualTo("undefined");
        assertThat(value(policy)).isEqualTo("7");
    }

    @Test
    void threadsThatRaceForWhatIsInDataAllFindIt() throws Exception {
        for (int i = 0; i < 50; i++) {
            var policy = policy("x := data.a.b.c + data.a.b.c", DATA);
            assertThat(IntStream.range(0, 8).parallel().mapToObj(_ -> value(policy)))
                    .containsOnly("14");
        }
    }

    @Test
    void objectsOfOneStatementDoNotShareWhatIsAddedToThem() throws Exception {
        var rules =
                "x := [object.union(y(v), {\"c\": v, \"a\": v}) | some v in input.list]\\ny(v) := {\"b\": v, \"a\": 0}";
        assertThat(value(policy(rules, DATA)))
                .isEqualTo("[{\"a\": 1, \"b\": 1, \"c\": 1}, {\"a\": 2, \"b\": 2, \"c\": 2}]");
    }
}
