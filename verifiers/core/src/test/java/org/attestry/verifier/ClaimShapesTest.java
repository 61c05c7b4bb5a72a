package org.attestry.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A declaration of claims says of every path and every value whether an acceptance can hold it. */
class ClaimShapesTest {
    private static final ClaimShapes SHAPES = ClaimShapes.builder()
            .text("text")
            .word("word", "VCEK", "VLEK")
            .hex("digest", 2)
            .hex("chip", 1, 3)
            .hexNumber("field")
            .whole("level", 2, 5)
            .unsigned("wide", 64)
            .bool("flag")
            .instant("when")
            .texts("names")
            .anything("payload")
            .group("group", ClaimShapes.builder().unsigned("svn", 8).bool("on").build())
            .build();

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    text      | whatever                       | true
                    word      | VLEK                           | true
                    word      | vlek                           | false
                    digest    | 0aff                           | true
                    digest    | 0AFF                           | false
                    digest    | 0aff00                         | false
                    digest    | zzzz                           | false
                    chip      | 0aff00                         | true
                    chip      | 0aff                           | false
                    field     | 0x0                            | true
                    field     | 0xffffffffffffffff             | true
                    field     | 0x00                           | false
                    field     | 0x10000000000000000            | false
                    field     | 10                             | false
                    when      | 2026-01-31T12:00:00Z           | true
                    when      | 2026-01-31T12:00:00.5Z         | false
                    when      | yesterday                      | false
                    level     | 2                              | false
                    flag      | true                           | false
                    names     | a                              | false
                    payload   | whatever                       | true
                    payload.x | whatever                       | true
                    """)
    void aTextFitsOrNot(String path, String text, boolean fits) {
        assertThat(SHAPES.at(path).orElseThrow().fits(new ClaimValue.Text(text)))
                .isEqualTo(fits);
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource({
        "level, 2, true",
        "level, 5, true",
        "level, 1, false",
        "level, 6, false",
        "wide, -1, false",
        "wide, 18446744073709551615, true",
        "wide, 18446744073709551616, false",
        "group.svn, 255, true",
        "group.svn, 256, false",
        "text, 1, false",
        "flag, 1, false",
        "payload, 1, true"
    })
    void aNumberFitsOrNot(String path, String number, boolean fits) {
        assertThat(SHAPES.at(path).orElseThrow().fits(new ClaimValue.Whole(new BigInteger(number))))
                .isEqualTo(fits);
    }

    @Test
    void whatIsDeclaredAndFitsContradictsNothing() {
        var claims = Claims.builder()
                .text("text", "")
                .hex("digest", Bytes.of(1, 2))
                .hexNumber("field", -1)
                .whole("level", 3)
                .unsigned("wide", -1)
                .bool("flag", true)
                .instant("when", Instant.EPOCH.plusMillis(1))
                .texts("names", List.of("a", "b"))
                .nothing("chip")
                .whole("group.svn", 8)
                .texts("payload.deep.list", List.of("a"))
                .build();

        assertThat(SHAPES.contradictedBy(claims)).isEmpty();
    }

    @Test
    void whatIsNotDeclaredOrDoesNotFitIsNamedByItsPath() {
        var claims = Claims.builder()
                .text("level", "3")
                .bool("flag.inner", true)
                .bool("group.off", true)
                .whole("group.svn", 8)
                .text("unknown", "")
                .build();

        assertThat(SHAPES.contradictedBy(claims)).containsExactly("flag", "group.off", "level", "unknown");
    }

    @Test
    void aPathIsDeclaredOrBelowAGroupOfWhichNothingIsKnown() {
        assertThat(SHAPES.at("group")).isEmpty();
        assertThat(SHAPES.at("group.svn.x")).isEmpty();
        assertThat(SHAPES.at("payload.a.b")).isPresent();
        assertThat(SHAPES.at("payloads")).isEmpty();
        assertThat(SHAPES.at("")).isEmpty();
    }

    @Test
    void theNamesInAGroupAreTold() {
        assertThat(SHAPES.in("group")).containsExactly("on", "svn");
        assertThat(SHAPES.in("")).contains("group", "text").doesNotContain("svn");
        assertThat(SHAPES.in("text")).isEmpty();
    }

    @Test
    void ofTwoVerifiersOfOneTeeEitherMayHaveMadeAClaim() {
        var other =
                ClaimShapes.builder().text("more").bool("digest").bool("flag").build();
        var both = SHAPES.and(other);

        assertThat(both.at("more")).contains(new ClaimShape.Text());
        assertThat(both.at("flag")).contains(new ClaimShape.Truth());
        assertThat(both.at("digest")).contains(new ClaimShape.Anything());
    }

    @Test
    void aClaimDeclaredTwiceIsAnErrorInTheVerifier() {
        assertThatThrownBy(() -> ClaimShapes.builder().text("a").bool("a")).hasMessageContaining("a");
    }
}
