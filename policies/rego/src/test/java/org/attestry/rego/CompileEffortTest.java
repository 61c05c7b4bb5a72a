package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.value.RegoObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A compile takes a number of steps that its sources determine, and ends where they would be too many. */
@Tag("integration")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CompileEffortTest {
    private static final String ENTRY = "data.p.x";

    private static void compile(String rules, long effort) throws RegoCompileException {
        var module = new RegoModule("p.rego", "package p\n" + rules);
        var _ = RegoCompiler.standard()
                .withLimits(Limits.DEFAULT.withEffort(effort))
                .compile(List.of(module), RegoObject.EMPTY, List.of(ENTRY));
    }

    private static List<RegoError> errors(String rules) {
        return assertThatThrownBy(() -> compile(rules, Limits.DEFAULT.effort()))
                .asInstanceOf(throwable(RegoCompileException.class))
                .actual()
                .errors();
    }

    private static String lines(int count, IntFunction<String> line) {
        return joined(count, "\n", line);
    }

    private static String joined(int count, String between, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(between));
    }

    private static String body(String expressions) {
        return "x if {\n" + expressions + "\n}";
    }

    /** As much of it as a policy may have; the steps are a multiple of its length. */
    static Stream<Arguments> linear() {
        return Stream.of(
                Arguments.of("35,000 lines", lines(7_000, i -> """
                        r%d if {
                          input.a%d == "v"
                          some item in input.list
                          item.n > %d
                        }""".formatted(i, i, i))),
                Arguments.of("one long body", body(lines(20_000, i -> "input.a" + i + " == \"v\""))),
                Arguments.of("rules of one name", lines(9_000, i -> "x := " + i + " if input.y == " + i)),
                Arguments.of("rules of one open name", lines(9_000, i -> "x[k] := k if k := input.a" + i)),
                Arguments.of("many else", "x := 1 if input.y\n" + lines(20_000, i -> "else := " + i + " if input.z")),
                Arguments.of("many not", body(lines(12_000, i -> "v" + i + " := input.a\nnot v" + i + " == 1"))),
                Arguments.of("a large object", "x := {" + joined(60_000, ",", i -> "\"k" + i + "\":1") + "}"),
                Arguments.of("a large array", "x := [" + "1,".repeat(500_000) + "1]"),
                Arguments.of("an array of variables", body("y = input; z = [" + "y,".repeat(50_000) + "1]")),
                Arguments.of("many imports", lines(40_000, i -> "import data.q.y" + i) + "\nx := 1"),
                Arguments.of(
                        "many names",
                        body("some " + joined(30_000, ",", i -> "v" + i) + "\n"
                                + lines(30_000, i -> "v" + i + " = 1"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("linear")
    void whatGrowsWithTheSourceCompiles(String name, String rules) throws RegoCompileException {
        compile(rules, Limits.DEFAULT.effort());
    }

    static Stream<Arguments> superlinear() {
        var path = ".a".repeat(100_000);
        return Stream.of(
                Arguments.of(
                        "a body in reverse",
                        body(lines(20_000, i -> "v" + (20_000 - i) + " = v" + (19_999 - i)) + "\nv0 = 1")),
                Arguments.of(
                        "comprehensions over many names", body(lines(12_000, i -> "q" + i + " := [z | z := input]"))),
                Arguments.of(
                        "arguments before every else",
                        "x if f(1)\nf([" + joined(2_000, ",", i -> "a" + i) + "]) if true\n"
                                + lines(5_000, i -> "else := " + i + " if input.z")),
                Arguments.of("many modifiers", body("input " + lines(20_000, i -> "with input.a" + i + " as 1"))),
                Arguments.of(
                        "modifiers of many calls",
                        body("count([" + "lower(\"a\"),".repeat(5_000) + "1]) > 1 "
                                + lines(2_000, i -> "with input.a" + i + " as 1"))),
                Arguments.of(
                        "a long import", "import input" + path + " as y\n" + lines(3_000, i -> "r" + i + " := y.b")),
                Arguments.of(
                        "arrays to be put in order",
                        body("[" + joined(8_000, ",", i -> "v" + (i + 1)) + "] = [" + joined(8_000, ",", i -> "v" + i)
                                + "]\nv8000 = 1")),
                Arguments.of(
                        "objects field by field",
                        body("{" + joined(20_000, ",", i -> "\"k" + i + "\":v" + i) + "} = {"
                                + joined(20_000, ",", i -> "\"k" + i + "\":1") + "}")),
                Arguments.of(
                        "unions against unions",
                        lines(300, i -> "a := {\"k" + i + "\": 1} if input == " + i) + "\n"
                                + lines(300, i -> "b := {\"j" + i + "\": 1} if input == " + i)
                                + "\na := 1\nb := 1\n"
                                + body("a == b;".repeat(3_000))),
                Arguments.of(
                        "large types of many items",
                        "a := {" + joined(300, ",", i -> "\"k" + i + "\":[1]") + "}\n" + "x := {" + "a,".repeat(100_000)
                                + "1}"),
                Arguments.of(
                        "documents within documents",
                        lines(200, i -> "q" + i + " := 1") + "\n"
                                + lines(9_000, i -> "r" + i + " if data[y" + i + "]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("superlinear")
    void whatGrowsFasterThanTheSourceIsRefused(String name, String rules) {
        assertThat(errors(rules))
                .containsExactly(new RegoError(
                        RegoError.COMPILE, "p.rego", 1, 1, "compile takes too many steps: limit is 20000000"));
    }

    /** They were kept in a list that was searched for each of them, and told from each other by all their words. */
    @Test
    void ofManyErrorsTheFirstTenAreTold() {
        var unsafe = errors(body(lines(30_000, i -> "y" + i + " == 1")));
        assertThat(unsafe).extracting(RegoError::line).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(unsafe).extracting(RegoError::code).containsOnly(RegoError.UNSAFE_VAR);
    }

    @Test
    void errorsAreToldEvenWhereThereAreMoreThanCanBeCounted() {
        var object = "{" + joined(300, ",", i -> "\"key" + i + "\": 1") + "}";
        var wrong = errors("o := " + object + "\n" + body("o == 1;\n".repeat(40_000)));
        assertThat(wrong).hasSize(10).extracting(RegoError::code).containsOnly(RegoError.TYPE);
    }

    /** Fields were compared from either side, which doubled the work with every level. */
    @Test
    void deepObjectsAreComparedOnce() throws RegoCompileException {
        var deep = "{\"a\":".repeat(90) + "input.y" + "}".repeat(90);
        compile(body("y := " + deep + "\nz := " + deep + "\ny == z"), 100_000);
    }

    /** Reading its digits took their square. */
    @Test
    void aNumberOfAMillionDigitsIsOutOfRange() {
        assertThat(errors("x := " + "9".repeat(1_000_000)))
                .extracting(RegoError::message)
                .containsExactly("number out of range");
    }

    @Test
    void theSameSourceTakesTheSameSteps() throws RegoCompileException {
        var rules = "x := y if { some y in input.list; not y in {1, 2} }";
        long needed = 1;
        while (!compiles(rules, needed)) needed++;
        for (int i = 0; i < 3; i++) {
            assertThat(compiles(rules, needed)).isTrue();
            assertThat(compiles(rules, needed - 1)).isFalse();
        }
    }

    private static boolean compiles(String rules, long effort) throws RegoCompileException {
        try {
            compile(rules, effort);
            return true;
        } catch (RegoCompileException e) {
            assertThat(e).hasMessageContaining("too many steps");
            return false;
        }
    }

    /** Each is planned at the bottom of a stack in whose depth the caller's and the compiler of the JVM have a say. */
    static Stream<Arguments> deep() {
        return Stream.of(
                Arguments.of("an array of variables", body("y = input; z = [" + "y,".repeat(260_000) + "1]")),
                Arguments.of("a pattern of variables", body("[" + "y,".repeat(130_000) + "1] = input.a")),
                Arguments.of("a path", body("input" + "[0]".repeat(130_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deep")
    void howDeepASourceGoesIsSaidByALimitAndNotByTheStack(String name, String rules) throws InterruptedException {
        for (long stack : new long[] {1 << 18, 1 << 30}) {
            var found = new CompletableFuture<List<RegoError>>();
            var thread = Thread.ofPlatform().daemon().stackSize(stack).start(() -> found.complete(errors(rules)));
            thread.join();
            assertThat(found.getNow(List.of()))
                    .extracting(RegoError::message)
                    .containsExactly("source is nested too deep: limit is 250000 steps");
        }
    }

    @Test
    void anInterruptEndsACompile() throws InterruptedException {
        var rules = body("input " + lines(20_000, i -> "with input.a" + i + " as 1"));
        var caught = new CompletableFuture<Throwable>();
        var thread = Thread.ofPlatform().daemon().start(() -> {
            Thread.currentThread().interrupt();
            try {
                compile(rules, Long.MAX_VALUE);
            } catch (RegoCompileException | RuntimeException e) {
                caught.complete(e);
            }
        });
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        assertThat(caught)
                .succeedsWithin(1, TimeUnit.SECONDS)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("compile was interrupted");
    }
}
