package org.attestry.rego.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.attestry.rego.error.RegoCompileException;
import org.junit.jupiter.api.Test;

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

    @Test
    void whatIsFormattedIsNotChangedAgain() throws RegoCompileException {
        var once = SourceFormatter.format("p.rego", UGLY);
        assertThat(SourceFormatter.format("p.rego", once)).isEqualTo(once);
    }
}
