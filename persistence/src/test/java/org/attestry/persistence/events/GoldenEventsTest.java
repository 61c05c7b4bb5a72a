package org.attestry.persistence.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.audit.Leaf;
import org.attestry.persistence.content.NamesContents;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionActivated;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionAdded;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionWithdrawn;
import org.attestry.persistence.events.KeyRingEvent.KeyAdded;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionActivated;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionAdded;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceAppraised;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every event's octets and leaf, as they were first written: a change that breaks one breaks every journal and every audit log.
 *
 * <p>{@code -Dattestry.bless=true} writes the files anew; only a new manifest may do so.
 */
final class GoldenEventsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/events");
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123456Z");
    private static final Instant LATER = Instant.parse("2026-02-28T12:00:00Z");
    private static final Link LINK = new Link("TeeNode|default/n1", 7, digest("previous"));
    private static final Submission SUBMISSION = new Submission(
            "request-1", "default", "n1", "snp-report", digest("nonce"), "challenge", "relying.example", LATER);
    private static final Inputs INPUTS =
            new Inputs(digest("evidence"), digest("expected"), digest("endorsements"), digest("verdict"), "snp/1");

    private static Bytes digest(String text) {
        return Bytes.utf8(text).sha256();
    }

    static List<AuditedEvent> events() {
        return List.of(
                new EvidenceAppraised(
                        LINK,
                        AT,
                        SUBMISSION,
                        INPUTS,
                        "engine/1",
                        "affirming",
                        "p@1",
                        digest("p"),
                        "b@2",
                        digest("b"),
                        digest("r")),
                new EvidenceRefused(
                        LINK, AT, SUBMISSION, INPUTS, "tampered", "signature", "signature_invalid", "SIGNATURE"),
                new BaselineVersionAdded(LINK, AT, "request-1", "default", "snp", "guests", 2, digest("b"), AT, LATER),
                new BaselineVersionActivated(LINK, AT, "request-1", 2),
                new BaselineVersionWithdrawn(LINK, AT, "request-1", 2, "measured a debug build"),
                new PolicyVersionAdded(LINK, AT, "request-1", "default", "snp", "default-snp", 1, digest("p")),
                new PolicyVersionActivated(LINK, AT, "request-1", 1),
                new KeyAdded(LINK, AT, "token-signing", "kid", Bytes.of(1, 2, 3), AT, LATER, LATER));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsWrittenAsEverAndReadBack(AuditedEvent event) throws IOException {
        var manifest = EventSerializer.TABLE.manifestOf(event);
        var octets = EventSerializer.TABLE.write(event);
        assertThat(octets.hex() + "\n").isEqualTo(golden(manifest + ".hex", octets.hex() + "\n"));
        assertThat(EventSerializer.TABLE.read(manifest, octets)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void aLeafHasTheOctetsItEverHad(AuditedEvent event) throws IOException {
        var manifest = EventSerializer.TABLE.manifestOf(event);
        var leaf = Leaf.of(event);
        var text = new String(leaf.bytes().toArray(), java.nio.charset.StandardCharsets.UTF_8) + "\n"
                + leaf.hash().hex() + "\n";
        assertThat(text).isEqualTo(golden(manifest + ".leaf", text));
    }

    @Test
    void everyManifestHasAGoldenEvent() {
        var covered = events().stream().map(EventSerializer.TABLE::manifestOf).toList();
        assertThat(EventSerializer.TABLE.rows().stream().map(row -> row.manifest()))
                .containsExactlyInAnyOrderElementsOf(covered);
    }

    /** Whoever checks a store asks the event what has to be kept; the leaf says what that is. */
    @ParameterizedTest
    @MethodSource("events")
    void anEventNamesEveryContentWhoseDigestIsInItsLeaf(AuditedEvent event) {
        var leaf = new String(Leaf.of(event).bytes().toArray(), java.nio.charset.StandardCharsets.UTF_8);
        var digests = Pattern.compile("\"((?!nonce_|wrapped_)[a-z_]*digest)\":\"([0-9a-f]{64})\"")
                .matcher(leaf)
                .results()
                .map(found -> Bytes.fromHex(found.group(2)))
                .toList();
        assertThat(event instanceof NamesContents names ? names.contents() : List.<Bytes>of())
                .containsExactlyInAnyOrderElementsOf(digests);
    }

    static Stream<AuditedEvent> truncated() {
        return events().stream();
    }

    @ParameterizedTest
    @MethodSource("truncated")
    void anEventCutShortAnywhereIsNotRead(AuditedEvent event) {
        var manifest = EventSerializer.TABLE.manifestOf(event);
        var octets = EventSerializer.TABLE.write(event);
        for (int length = 0; length < octets.size(); length++) {
            var cut = octets.slice(0, length);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> EventSerializer.TABLE.read(manifest, cut)))
                    .as("%s cut to %d", manifest, length)
                    .isNotNull();
        }
    }

    private static String golden(String name, String actual) throws IOException {
        var file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("attestry.bless")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, actual);
        }
        return Files.readString(file);
    }
}
