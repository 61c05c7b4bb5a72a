package org.attestry.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTableTest {
    enum Colour {
        RED,
        GREEN
    }

    record Inner(String name, int count) {}

    record Sample(
            Bytes digest,
            Instant at,
            Duration within,
            Optional<Inner> maybe,
            List<Inner> many,
            Map<String, Long> counters,
            Colour colour,
            boolean holds,
            long number) {
        boolean isDerived() {
            return true;
        }

        String getDerived() {
            return "not part of the record";
        }
    }

    record OldSample(String digestHex) {
        Inner upgraded() {
            return new Inner(digestHex, 1);
        }
    }

    private static final CodecTable TABLE = CodecTable.of(
            Codec.cbor("sample-v1", Sample.class),
            Codec.cbor("inner-v2", Inner.class),
            Codec.superseded("inner-v1", OldSample.class, OldSample::upgraded),
            Codec.of(
                    "text-v1",
                    String.class,
                    Bytes::utf8,
                    octets -> new String(octets.toArray(), java.nio.charset.StandardCharsets.UTF_8)));

    private static final Sample SAMPLE = new Sample(
            Bytes.of(1, 2, 255),
            Instant.parse("9999-12-31T23:59:59.000000001Z"),
            Duration.ofMillis(1500),
            Optional.of(new Inner("ü", -1)),
            List.of(new Inner("a", 0), new Inner("b", Integer.MAX_VALUE)),
            Map.of("z", 1L, "a", Long.MIN_VALUE),
            Colour.GREEN,
            true,
            1L << 53);

    @Test
    void aRecordComesBackAsItWas() {
        assertThat(TABLE.manifestOf(SAMPLE)).isEqualTo("sample-v1");
        assertThat(TABLE.read("sample-v1", TABLE.write(SAMPLE))).isEqualTo(SAMPLE);
        Golden.check("codec/sample-v1", TABLE.write(SAMPLE));
    }

    @Test
    void anAbsentOptionalComesBackAbsent() {
        var sample = new Sample(
                Bytes.EMPTY, Instant.EPOCH, Duration.ZERO, Optional.empty(), List.of(), Map.of(), Colour.RED, false, 0);
        assertThat(TABLE.read("sample-v1", TABLE.write(sample))).isEqualTo(sample);
    }

    @Test
    void aSupersededShapeIsReadAsItsSuccessor() {
        var old = TABLE.row("inner-v1").write(new OldSample("ff"));
        assertThat(TABLE.read("inner-v1", old)).isEqualTo(new Inner("ff", 1));
        assertThatThrownBy(() -> TABLE.write(new OldSample("ff"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownManifestIsUnreadable() {
        assertThatThrownBy(() -> TABLE.read("sample-v2", TABLE.write(SAMPLE)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("sample-v2");
    }

    @Test
    void everyTruncationAndEveryAppendedOctetIsUnreadable() {
        var whole = TABLE.write(SAMPLE);
        for (int length = 0; length < whole.size(); length++) {
            var cut = whole.slice(0, length);
            assertThatThrownBy(() -> TABLE.read("sample-v1", cut)).isInstanceOf(Unreadable.class);
        }
        for (int octet = 0; octet < 256; octet++) {
            var longer = Bytes.concat(whole, Bytes.of(octet));
            assertThatThrownBy(() -> TABLE.read("sample-v1", longer)).isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void noBitFlipMakesTheReaderFailOtherwiseThanAsUnreadable() {
        var whole = TABLE.write(SAMPLE).toArray();
        for (int bit = 0; bit < whole.length * 8; bit++) {
            var flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(TABLE.read("sample-v1", Bytes.copyOf(flipped))).isInstanceOf(Sample.class);
            } catch (Unreadable _) {
                // the other of the two allowed outcomes
            }
        }
    }

    static List<Arguments> alterations() {
        return List.of(
                altered("an unknown property", tree -> tree.put("more", 1)),
                altered("a missing property", tree -> tree.remove("holds")),
                altered("a missing reference", tree -> tree.remove("digest")),
                altered("a null", tree -> tree.putNull("digest")),
                altered("a null primitive", tree -> tree.putNull("number")),
                altered("a null in a list", tree -> tree.withArray("many").addNull()),
                altered("a null in a map", tree -> tree.withObject("/counters").putNull("n")),
                altered("a null optional", tree -> tree.putNull("maybe")),
                altered(
                        "an optional that holds null",
                        tree -> tree.putArray("maybe").addNull()),
                altered(
                        "an optional of two",
                        tree -> tree.withArray("maybe")
                                .add(tree.withArray("maybe").get(0))),
                altered("text for octets", tree -> tree.put("digest", "AQID")),
                altered("text for a number", tree -> tree.put("number", "1")),
                altered("a fraction for a number", tree -> tree.put("number", 1.0)),
                altered("a number for a truth value", tree -> tree.put("holds", 1)),
                altered("a number for an enum", tree -> tree.put("colour", 1)),
                altered(
                        "a number for text",
                        tree -> ((ObjectNode) tree.withArray("many").get(0)).put("name", 1)),
                altered(
                        "a number out of range",
                        tree -> ((ObjectNode) tree.withArray("many").get(0)).put("count", 1L << 31)),
                altered("an instant with an offset", tree -> tree.put("at", "2026-01-01T00:00:00+00:00")),
                altered("an instant with zeros", tree -> tree.put("at", "2026-01-01T00:00:00.000Z")),
                altered("an instant as a number", tree -> tree.put("at", 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alterations")
    void isUnreadable(String what, Bytes octets) {
        assertThatThrownBy(() -> TABLE.read("sample-v1", octets)).as(what).isInstanceOf(Unreadable.class);
    }

    @Test
    void aKeyThatStandsTwiceIsUnreadable() {
        var twice = Bytes.fromHex("bf" + "64" + Bytes.utf8("name").hex() + "6161" + "64"
                + Bytes.utf8("name").hex() + "6162" + "65" + Bytes.utf8("count").hex() + "01" + "ff");
        assertThatThrownBy(() -> TABLE.read("inner-v2", twice)).isInstanceOf(Unreadable.class);
    }

    @Test
    void aTableNamesEachManifestAndEachClassOnce() {
        var row = Codec.cbor("inner-v2", Inner.class);
        assertThatThrownBy(() -> CodecTable.of(row, row)).hasMessageContaining("two rows for manifest");
        assertThatThrownBy(() -> CodecTable.of(row, Codec.cbor("inner-v3", Inner.class)))
                .hasMessageContaining("two rows write");
        assertThatThrownBy(() -> Codec.cbor("org.attestry.Inner", Inner.class)).hasMessageContaining("looks like");
    }

    private static Arguments altered(String what, Consumer<ObjectNode> change) {
        ObjectMapper plain = new CBORMapper();
        try {
            var tree = (ObjectNode) plain.readTree(TABLE.write(SAMPLE).toArray());
            change.accept(tree);
            return Arguments.of(what, Bytes.copyOf(plain.writeValueAsBytes(tree)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
