package org.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.verifier.ClaimShapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A baseline is told apart by whether any evidence could meet it. */
class UnattainableTest {
    private static final ClaimShapes CLAIMS = ClaimShapes.builder()
            .hex("measurement", 4)
            .text("version")
            .word("key", "VCEK", "VLEK")
            .unsigned("vmpl", 2)
            .whole("signed", -5, 5)
            .bool("policy.debug")
            .unsigned("tcb.snp", 8)
            .hex("tcb.raw", 8)
            .texts("owners")
            .anything("payload")
            .build();

    private static List<String> faults(Map<String, List<String>> values, Map<String, Long> minimum) {
        var baseline =
                new Baseline("toy", "b", 1, new TreeMap<>(values), new TreeMap<>(minimum), Instant.EPOCH, Instant.MAX);
        return new Unattainable("toy", CLAIMS).in(baseline);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "measurement, 00ff00ff",
        "version, 1.55.20",
        "version, 7",
        "version, true",
        "key, VLEK",
        "vmpl, 0",
        "vmpl, 3",
        "signed, -5",
        "policy.debug, false",
        "payload.guestsvn, 100",
        "payload.a.b, x",
        "payload, whatever"
    })
    void aValueThatAClaimCanHaveIsNoFault(String path, String value) {
        assertThat(faults(Map.of(path, List.of(value)), Map.of())).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    measurement  | zz                  | measurement=zz: this claim of toy is 8 lower-case hexadecimal digits
                    measurement  | 00FF00FF            | measurement=00FF00FF: this claim of toy is 8 lower-case
                    measurement  | 00ff00ff00          | this claim of toy is 8 lower-case hexadecimal digits
                    key          | vlek                | key=vlek: this claim of toy is one of VCEK, VLEK
                    vmpl         | 4                   | vmpl=4: this claim of toy is a whole number from 0 to 3
                    vmpl         | 00                  | a whole number from 0 to 3
                    vmpl         | zero                | a whole number from 0 to 3
                    signed       | -0                  | a whole number from -5 to 5
                    policy.debug | FALSE               | policy.debug=FALSE: this claim of toy is true or false
                    policy.debug | 0                   | true or false
                    owners       | me                  | owners=me: this claim of toy is a list
                    policy       | x                   | policy: a group of claims of toy; name one of debug
                    mesurement   | 00ff00ff            | mesurement: toy has no such claim; there are key, measurement, owners
                    tcb.smp      | 1                   | tcb.smp: toy has no such claim; tcb has raw, snp
                    tcb.snp.x    | 1                   | tcb.snp.x: toy has no such claim; tcb has raw, snp
                    """)
    void aValueThatNoClaimEverHasIsNamedWithWhatIsAllowed(String path, String value, String words) {
        assertThat(faults(Map.of(path, List.of(value)), Map.of()))
                .singleElement()
                .asString()
                .contains(words);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    tcb.snp      | 256 | minimum tcb.snp=256: this claim of toy is a whole number from 0 to 255
                    tcb.raw      | 1   | minimum tcb.raw=1: this claim of toy is 16 lower-case hexadecimal digits
                    policy.debug | 0   | true or false
                    version      | 1   | a text
                    tcb          | 1   | tcb: a group of claims of toy; name one of raw, snp
                    tcb.fmc      | 1   | tcb.fmc: toy has no such claim
                    """)
    void aMinimumThatNothingReachesIsNamedWithWhatIsAllowed(String path, long least, String words) {
        assertThat(faults(Map.of(), Map.of(path, least)))
                .singleElement()
                .asString()
                .contains(words);
    }

    @Test
    void aMinimumThatANumberCanReachIsNoFault() {
        assertThat(faults(Map.of(), Map.of("tcb.snp", 255L, "vmpl", 0L, "payload.svn", 1000L)))
                .isEmpty();
    }

    @Test
    void oneWrongValueAmongGoodOnesIsAFault() {
        assertThat(faults(Map.of("vmpl", List.of("0", "9", "1")), Map.of()))
                .singleElement()
                .asString()
                .contains("vmpl=9");
    }

    @Test
    void aClaimWithoutAnyValueIsAFault() {
        assertThat(faults(Map.of("vmpl", List.of()), Map.of()))
                .singleElement()
                .asString()
                .contains("no value is named");
    }

    @Test
    void valuesOfWhichNoneReachesTheMinimumOfTheSameClaimAreAFault() {
        assertThat(faults(Map.of("vmpl", List.of("0", "1")), Map.of("vmpl", 2L)))
                .containsExactly("minimum vmpl=2: none of the values wanted of it reaches that");
        assertThat(faults(Map.of("vmpl", List.of("0", "2")), Map.of("vmpl", 2L)))
                .isEmpty();
    }

    @Test
    void everyFaultIsTold() {
        assertThat(faults(Map.of("vmpl", List.of("9"), "x", List.of("y")), Map.of("tcb.raw", 1L)))
                .hasSize(3);
    }

    @Test
    void aLongValueIsCutShort() {
        assertThat(faults(Map.of("measurement", List.of("0".repeat(5_000_000))), Map.of("vmpl", 1L)))
                .singleElement()
                .asString()
                .contains("(5000000 characters)")
                .hasSizeLessThan(300);
    }
}
