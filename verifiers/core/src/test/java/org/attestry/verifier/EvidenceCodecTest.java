package org.attestry.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Frames;
import org.attestry.bytes.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Evidence has one encoding, which names the attachments and commits to every octet of them. */
final class EvidenceCodecTest {
    private static final Bytes BODY = Bytes.of(1, 2);
    private static final Bytes LOG = Bytes.utf8("event log");
    private static final Bytes CHAIN = Bytes.utf8("certificates");

    private static Evidence evidence(Map<String, Bytes> attachments) {
        return new Evidence("snp-report", BODY, attachments);
    }

    private final Map<Bytes, Bytes> store =
            new HashMap<>(Map.of(LOG.sha256(), LOG, CHAIN.sha256(), CHAIN, Bytes.EMPTY.sha256(), Bytes.EMPTY));

    private Bytes stored(Bytes digest) {
        return Optional.ofNullable(store.get(digest)).orElseThrow();
    }

    private Evidence decoded(Bytes encoded) {
        return EvidenceCodec.decode(encoded, this::stored);
    }

    /** Written once and for ever: a change breaks every evidence that is stored. */
    @Test
    void anEncodingIsWrittenAsEver() {
        assertThat(EvidenceCodec.encode(new Evidence("f", BODY, Map.of("role", Bytes.of(3))))
                        .hex())
                .isEqualTo("00000001" + "66"
                        + "00000002" + "0102"
                        + "00000004" + "726f6c65"
                        + "00000020" + "084fed08b978af4d7d196a7446a86b58009e636b611db16211b65a9aadff29c5");
    }

    /** No release wrote it, builds before the first did (ADR 7). */
    @Test
    void theEncodingThatHadTheAttachmentsInItIsRefusedAndSaysWhy() {
        var before =
                Bytes.fromHex("00000001" + "66" + "00000002" + "0102" + "00000004" + "726f6c65" + "00000001" + "03");
        assertThatThrownBy(() -> decoded(before))
                .isInstanceOf(Malformed.class)
                .hasMessage("attachment: not named by a SHA-256");
    }

    static Stream<Evidence> samples() {
        return Stream.of(
                evidence(Map.of()),
                new Evidence("", Bytes.EMPTY, Map.of()),
                evidence(Map.of("auxblob", CHAIN)),
                evidence(Map.of("auxblob", CHAIN, "log", LOG, "", Bytes.EMPTY)),
                evidence(Map.of("one", CHAIN, "same", CHAIN)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void evidenceComesBackWithItsAttachments(Evidence evidence) {
        assertThat(decoded(EvidenceCodec.encode(evidence))).isEqualTo(evidence);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theAttachmentsAreNamedInOrderOfRole(Evidence evidence) {
        var digests = new TreeMap<>(evidence.attachments())
                .values().stream().map(Bytes::sha256).toList();
        assertThat(EvidenceCodec.attachments(EvidenceCodec.encode(evidence))).isEqualTo(digests);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theDigestCommitsToEveryOctetOfEveryAttachment(Evidence evidence) {
        var digest = EvidenceCodec.encode(evidence).sha256();
        evidence.attachments().forEach((role, item) -> {
            for (int i = 0; i < item.size(); i++) {
                var altered = new HashMap<>(evidence.attachments());
                altered.put(role, flipped(item, i));
                assertThat(EvidenceCodec.encode(evidence(altered)).sha256())
                        .as("octet %d of %s", i, role)
                        .isNotEqualTo(digest);
            }
        });
    }

    private static Bytes flipped(Bytes octets, int index) {
        var altered = octets.toArray();
        altered[index] ^= 1;
        return Bytes.copyOf(altered);
    }

    static Stream<Arguments> spoilt() {
        var format = Bytes.utf8("snp-report");
        var a = Bytes.utf8("a");
        var b = Bytes.utf8("b");
        return Stream.of(
                spoilt("nothing"),
                spoilt("no body", format),
                spoilt("a role without an attachment", format, BODY, a),
                spoilt("a format that is not UTF-8", Bytes.of(0xff), BODY),
                spoilt("a role that is not UTF-8", format, BODY, Bytes.of(0xff), LOG.sha256()),
                spoilt("roles out of order", format, BODY, b, LOG.sha256(), a, CHAIN.sha256()),
                spoilt("a role that comes twice", format, BODY, a, LOG.sha256(), a, CHAIN.sha256()),
                spoilt("an attachment in place of its digest", format, BODY, a, CHAIN),
                spoilt("a digest cut short", format, BODY, a, LOG.sha256().slice(0, 31)),
                spoilt("a digest too long", format, BODY, a, Bytes.concat(LOG.sha256(), Bytes.of(0))),
                spoilt("a digest of another kind", format, BODY, a, LOG.sha384()));
    }

    private static Arguments spoilt(String what, Bytes... frames) {
        return Arguments.of(what, Frames.join(List.of(frames)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilt")
    void whatIsNoEncodingIsRefused(String what, Bytes octets) {
        assertThatThrownBy(() -> decoded(octets)).as(what).isInstanceOf(Malformed.class);
    }

    @Test
    void anEncodingCutShortAnywhereInsideAFrameIsRefused() {
        var whole = EvidenceCodec.encode(evidence(Map.of("auxblob", CHAIN)));
        for (int length = whole.size() - 32; length < whole.size(); length++) {
            var cut = whole.slice(0, length);
            assertThatThrownBy(() -> decoded(cut)).as("%d octets", length).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void octetsThatHaveAnotherDigestAreNoAttachmentAndTheDigestIsNamed() {
        var encoded = EvidenceCodec.encode(evidence(Map.of("auxblob", CHAIN)));
        store.put(CHAIN.sha256(), flipped(CHAIN, 0));
        assertThatThrownBy(() -> decoded(encoded))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining(CHAIN.sha256().hex());
    }

    @Test
    void whereAnAttachmentIsMissingTheStoreSaysSo() {
        var encoded = EvidenceCodec.encode(evidence(Map.of("auxblob", CHAIN)));
        store.clear();
        assertThatThrownBy(() -> decoded(encoded)).isInstanceOf(NoSuchElementException.class);
    }
}
