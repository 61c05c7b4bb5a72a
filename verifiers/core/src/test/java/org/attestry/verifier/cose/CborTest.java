package org.attestry.verifier.cose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborTest {
    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "17, 23",
        "1818, 24",
        "18ff, 255",
        "190100, 256",
        "1a00010000, 65536",
        "1b0000000100000000, 4294967296",
        "1b7fffffffffffffff, 9223372036854775807",
        "20, -1",
        "3825, -38",
        "3b7fffffffffffffff, -9223372036854775808",
    })
    void integersOfEveryLengthAreRead(String hex, long value) {
        assertThat(parse(hex)).isEqualTo(new Cbor.Int(value));
    }

    @Test
    void structuresAreRead() {
        assertThat(parse("43010203")).isEqualTo(new Cbor.Octets(Bytes.of(1, 2, 3)));
        assertThat(parse("63c3bc61")).isEqualTo(new Cbor.Text("üa"));
        assertThat(parse("820120")).isEqualTo(new Cbor.Array(List.of(new Cbor.Int(1), new Cbor.Int(-1))));
        assertThat(parse("a10102")).isEqualTo(new Cbor.Fields(new TreeMap<>(Map.of(new Cbor.Int(1), new Cbor.Int(2)))));
        assertThat(parse("d2f6")).isEqualTo(new Cbor.Tagged(18, new Cbor.Simple(22)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "", // nothing
                "0000", // more than one
                "1817", // not minimal
                "1900ff", // not minimal
                "1a0000ffff", // not minimal
                "1b00000000ffffffff", // not minimal
                "1b8000000000000000", // beyond 63 bits
                "1c", // reserved
                "5f4101ff", // indefinite string
                "9fff", // indefinite array
                "bfff", // indefinite map
                "ff", // break alone
                "420a", // string cut short
                "5affffffff", // string longer than memory
                "9affffffff", // array longer than memory
                "baffffffff", // map longer than memory
                "a201020103", // key twice
                "a101", // map cut short
                "a14000", // key of octets
                "a1f400", // key of truth
                "61ff", // not UTF-8
                "f93c00", // half-precision number
                "f8ff", // simple value in two octets
                "8181818181818181818181818181818181818100", // too deep
            })
    void whatIsNotTheOneEncodingIsRefused(String hex) {
        assertThatThrownBy(() -> parse(hex)).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "00", // no array
                "8340a040", // three parts
                "84a0a04040", // header not in a string
                "8440404040", // unprotected header not a map
                "8440a0f640", // detached payload
                "844100a04040", // protected header not a map
                "8443a10280a04040", // header demands to be understood
                "d18443a10126a04040", // another tag
            })
    void otherStructuresAreNotCoseSign1(String hex) {
        assertThatThrownBy(() -> CoseSign1.parse(Bytes.fromHex(hex))).isInstanceOf(Malformed.class);
    }

    @Test
    void onlyTheProtectedHeaderIsAsked() {
        var message = CoseSign1.parse(Bytes.fromHex("d28443a10126a1182143010203414140"));

        assertThat(message.algorithm()).isEqualTo(-7);
        assertThat(CoseAlgorithm.of(-7)).contains(CoseAlgorithm.ES256);
        assertThat(message.payload()).isEqualTo(Bytes.utf8("A"));
        assertThat(message.toBeSigned()).isEqualTo(Bytes.fromHex("846a5369676e61747572653143a10126404141"));
        assertThat(message.text("iss")).isEmpty();
        assertThat(message.epochSeconds("signingtime")).isEmpty();
        assertThatThrownBy(message::certificates).isInstanceOf(Malformed.class);
    }

    @Test
    void aMessageWithoutAlgorithmSaysSo() {
        var message = CoseSign1.parse(Bytes.fromHex("8441a0a04040"));

        assertThatThrownBy(message::algorithm).isInstanceOf(Malformed.class);
    }

    @Test
    void aChainMayBeOneCertificate() {
        assertThat(CoseSign1.parse(Bytes.fromHex("8445a118214107a04040")).certificates())
                .containsExactly(Bytes.of(7));
        var notOctets = CoseSign1.parse(Bytes.fromHex("8445a118218107a04040"));
        assertThatThrownBy(notOctets::certificates).isInstanceOf(Malformed.class);
    }

    private static Cbor parse(String hex) {
        return Cbor.parse(Bytes.fromHex(hex));
    }
}
