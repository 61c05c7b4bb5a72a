package org.attestry.rego.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.attestry.rego.error.RegoCompileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SourceFormatterTest {
    private static final String UGLY = """
            package   p
            # a comment


            x:=1   # trailing
            y if {
            some z in [1,
                    2]
              z==$"{ input.a } # no comment"
                }
            """;

    @Test
    void layoutIsByNestingAndTokensStay() throws RegoCompileException {
        assertThat(SourceFormatter.format("p.rego", UGLY)).isEqualTo("""
                package p
                # a comment

                x := 1 # trailing
                y if {
                \tsome z in [1,
                \t\t2]
                \tz == $"{ input.a } # no comment"
                }
                """);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layouts")
    void operatorsColonsAndBracesHaveTheirPlaces(String source, String wanted) throws RegoCompileException {
        var once = SourceFormatter.format("p.rego", source);
        assertThat(once).isEqualTo(wanted + "\n");
        assertThat(SourceFormatter.format("p.rego", once)).isEqualTo(once);
    }

    static List<Arguments> layouts() {
        return List.of(
                arguments("x := a+b*2/c%d", "x := a + b * 2 / c % d"),
                arguments("x := a-1", "x := a - 1"),
                arguments("x := a - 1", "x := a - 1"),
                arguments("x := f(a)-1", "x := f(a) - 1"),
                arguments("x := [-1, a,-2]", "x := [-1, a, -2]"),
                arguments("x := {\"a\" :1,\"b\":2}", "x := {\"a\": 1, \"b\": 2}"),
                arguments("x := [y|some y in z]", "x := [y | some y in z]"),
                arguments("x := {y:1|some y in z}", "x := {y: 1 | some y in z}"),
                arguments("x := a|b&c", "x := a | b & c"),
                arguments("x if {a\nb }", "x if {\n\ta\n\tb\n}"),
                arguments("x if { a; b }", "x if { a; b }"),
                arguments("x if { # why\n a }", "x if { # why\n\ta\n}"),
                arguments("x := {\"a\":1,\n\"b\":2}", "x := {\n\t\"a\": 1,\n\t\"b\": 2\n}"),
                arguments("x := 2 if-2<3", "x := 2 if -2 < 3"),
                arguments("x if {\na == [1]\n-1 < 0\n}", "x if {\n\ta == [1]\n\t-1 < 0\n}"),
                arguments("x := b -a", "x := b - a"),
                arguments("x if v in{1,2}", "x if v in {1, 2}"),
                arguments("x := input.in-1", "x := input.in - 1"),
                arguments("x if { y := {1}|{2}\ny }", "x if {\n\ty := {1} | {2}\n\ty\n}"),
                arguments("x if {\n\na\n\n}", "x if {\n\ta\n}"),
                arguments("x := {\"a\": 1, # c\n\"b\": 2}", "x := {\"a\": 1, # c\n\t\"b\": 2\n}"),
                arguments(
                        "# METADATA\n# description: |\n#  text  \nx := 1",
                        "# METADATA\n# description: |\n#  text  \nx := 1"),
                arguments("# text  \nx := 1", "# text\nx := 1"),
                arguments("x := f([\n1,\n])", "x := f([\n\t1,\n])"),
                arguments("x := [{\n1}, {\n2}]", "x := [{\n\t1\n}, {\n\t2\n}]"),
                arguments("x := {y |\nsome y in z}", "x := {y |\n\tsome y in z}"),
                arguments("x if {\nevery y in z { y\nw } }", "x if {\n\tevery y in z {\n\t\ty\n\t\tw\n\t}\n}"));
    }

    @Test
    void whatIsFormattedIsNotChangedAgain() throws RegoCompileException {
        var once = SourceFormatter.format("p.rego", UGLY);
        assertThat(SourceFormatter.format("p.rego", once)).isEqualTo(once);
    }
}
