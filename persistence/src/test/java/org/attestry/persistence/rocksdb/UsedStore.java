package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.events.EventSerializer;
import org.attestry.persistence.events.Inputs;
import org.attestry.persistence.events.Link;
import org.attestry.persistence.events.Submission;
import org.attestry.persistence.events.TeeNodeEvent;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceRefused;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.EvidenceCodec;

/** What three attestations of one node leave in a store, to be altered and looked through. */
final class UsedStore {
    static final String ID = "TeeNode|default/n1";
    static final Instant UNTIL = TestStores.NOW.plusSeconds(60);
    static final Bytes CERTIFICATES = Bytes.utf8("certificates");
    static final Bytes ENDORSEMENTS = Bytes.utf8("endorsements");
    static final Bytes VERDICT = Bytes.utf8("verdict");
    static final Bytes EXPECTED = Bytes.utf8("expected");

    /** Three requests of one node: by a challenge, by a nonce of a relying party, and by a challenge again. */
    static void make(Path folder) {
        try (var store = TestStores.open(folder)) {
            for (int number = 1; number <= 3; number++) {
                store.content()
                        .put(
                                TestStores.NOW,
                                List.of(evidence(number), EXPECTED),
                                List.of(CERTIFICATES, ENDORSEMENTS, VERDICT))
                        .toCompletableFuture()
                        .join();
                assertThat(store.append(ID, List.of(List.of(written(number)))).join())
                        .containsExactly(Optional.empty());
            }
        }
    }

    static Bytes evidence(int number) {
        return EvidenceCodec.encode(new Evidence("snp-report", Bytes.of(number), Map.of("auxblob", CERTIFICATES)));
    }

    static Submission submission(int number, String freshness) {
        return new Submission(
                "request-" + number,
                "default",
                "n1",
                "snp-report",
                Bytes.utf8("nonce " + number).sha256(),
                freshness,
                "audience",
                UNTIL);
    }

    static TeeNodeEvent event(int number) {
        var submission = submission(number, number == 2 ? Submission.RELYING_PARTY : Submission.CHALLENGE);
        var inputs = new Inputs(
                evidence(number).sha256(), EXPECTED.sha256(), ENDORSEMENTS.sha256(), VERDICT.sha256(), "snp/1");
        return new EvidenceRefused(
                new Link(ID, number, Link.START), TestStores.NOW, submission, inputs, "tampered", "a", "b", "c");
    }

    static NewEvent written(int number) {
        var event = event(number);
        return new NewEvent(
                number,
                "writer",
                TestStores.NOW.toEpochMilli(),
                Optional.of(event.eventName()),
                Optional.empty(),
                payload(event),
                Optional.of(new FenceRow(UNTIL, ID, number).of(event.nonceFence())));
    }

    static Payload payload(TeeNodeEvent event) {
        return new Payload(7101, EventSerializer.TABLE.manifestOf(event), EventSerializer.TABLE.write(event));
    }

    private UsedStore() {}
}
