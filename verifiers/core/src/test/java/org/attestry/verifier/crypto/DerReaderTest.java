package org.attestry.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerReaderTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "", // nothing
                "02", // no length
                "0201", // no content
                "0200", // no octets
                "02020001", // not minimal
                "0202ff80", // not minimal, negative
                "028101 01", // long form where short does
                "02800100 00", // indefinite
                "0284000000 0101", // four octets of length
                "0282000101", // zero in the length
                "020201", // longer than what is left
                "040101", // another tag
            })
    void whatIsNotAnIntegerInDerIsRefused(String hex) {
        assertThatThrownBy(() -> reader(hex).integer("n")).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({"020100, 0", "02017f, 127", "02020080, 128", "020180, -128", "0202ff7f, -129"})
    void integersAreSigned(String hex, BigInteger value) {
        assertThat(reader(hex).integer("n")).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "06032b6570, 1.3.101.112",
        "06082a8648ce3d030107, 1.2.840.10045.3.1.7",
        "0603813403, 2.100.3",
        "060127, 0.39",
        "060150, 2.0",
    })
    void objectIdentifiersAreDotted(String hex, String dotted) {
        assertThat(reader(hex).oid("oid")).isEqualTo(dotted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0600", "060180", "06022b80", "0603 2b8001", "06072bffffffffff7f"})
    void whatIsNotAnObjectIdentifierIsRefused(String hex) {
        assertThatThrownBy(() -> reader(hex).oid("oid")).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "23, 491231235959Z, 2049-12-31T23:59:59Z",
        "23, 500101000000Z, 1950-01-01T00:00:00Z",
        "24, 20500228120000Z, 2050-02-28T12:00:00Z",
    })
    void timesAreInUtc(int tag, String text, Instant instant) {
        assertThat(time(tag, text).time("t")).isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource({
        "23, 4912312359Z",
        "23, 491231235959",
        "23, 491231235959+0100",
        "23, 491331235959Z",
        "23, 490230000000Z",
        "23, 49123123595aZ",
        "24, 20500228120000.5Z",
        "24, 20500228240000Z",
        "4, 491231235959Z",
    })
    void otherFormsOfTimeAreRefused(int tag, String text) {
        assertThatThrownBy(() -> time(tag, text).time("t")).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({"010100, false", "0101ff, true"})
    void booleansAreZeroOrAllOnes(String hex, boolean value) {
        assertThat(reader(hex).bool("b")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"010101", "0100", "01020000"})
    void otherBooleansAreRefused(String hex) {
        assertThatThrownBy(() -> reader(hex).bool("b")).isInstanceOf(Malformed.class);
    }

    @Test
    void bitStringsAreOfWholeOctets() {
        assertThat(reader("030200aa").bitString("b")).isEqualTo(Bytes.of(0xaa));
        assertThatThrownBy(() -> reader("030204a0").bitString("b")).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> reader("0300").bitString("b")).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({"030100, ''", "03020106, 06", "03020006, 06", "03020780, 80", "03020700, 00", "0303070680, 0680"})
    void namedBitsAreRead(String hex, String octets) {
        assertThat(reader(hex).namedBits("b")).isEqualTo(Bytes.fromHex(octets));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "0300", // nothing
                "030101", // unused bits of no octet
                "03020106 00", // octets behind, for end() to find
                "03020107", // an unused bit is set
                "0303040678", // one of four unused bits is set
                "03020880", // more unused bits than an octet has
                "04020106", // another tag
            })
    void otherNamedBitsAreRefused(String hex) {
        var in = reader(hex);
        assertThatThrownBy(() -> {
                    var _ = in.namedBits("b");
                    in.end("b");
                })
                .isInstanceOf(Malformed.class);
    }

    @Test
    void whatIsLeftOverIsRefused() {
        var sequence = reader("30050201070500").sequence("s");
        assertThat(sequence.integerUpTo(7, "n")).isEqualTo(7);
        assertThat(sequence.hasMore()).isTrue();
        assertThatThrownBy(() -> sequence.end("s")).isInstanceOf(Malformed.class);
    }

    @Test
    void anIntegerOutOfRangeIsRefused() {
        assertThatThrownBy(() -> reader("020108").integerUpTo(7, "n")).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> reader("0201ff").integerUpTo(7, "n")).isInstanceOf(Malformed.class);
    }

    private static DerReader reader(String hex) {
        return new DerReader(Bytes.fromHex(hex.replace(" ", "")));
    }

    private static DerReader time(int tag, String text) {
        return new DerReader(Bytes.concat(Bytes.of(tag, text.length()), Bytes.utf8(text)));
    }
}
