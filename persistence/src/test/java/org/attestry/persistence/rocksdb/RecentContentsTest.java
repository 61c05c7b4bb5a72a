package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;

class RecentContentsTest {
    private static final Bytes OFTEN = Bytes.utf8("a vendor's certificate");

    private final RecentContents recent = new RecentContents();

    @Test
    void whatNoSyncCoversYetIsHeldOnceAndCounted() {
        for (int i = 0; i < 2; i++) recent.written(Map.of(OFTEN.sha256(), OFTEN));
        assertThat(recent.unsynced()).isEqualTo(Map.of(OFTEN.sha256(), OFTEN));
        assertThat(recent.unsyncedOctets()).isEqualTo(OFTEN.size());
        recent.synced();
        assertThat(recent.unsynced()).isEmpty();
        assertThat(recent.unsyncedOctets()).isZero();
        assertThat(recent.contains(OFTEN.sha256())).isTrue();
    }

    @Test
    void afterAFailureEverythingCountsAsNewAndNothingUnsyncedIsForgotten() {
        recent.written(Map.of(OFTEN.sha256(), OFTEN));
        recent.forgetDigests();
        assertThat(recent.contains(OFTEN.sha256())).isFalse();
        assertThat(recent.unsynced()).containsKey(OFTEN.sha256());
    }

    @Test
    void whatIsAskedForAgainAndAgainStaysKnownHoweverMuchElseComes() {
        recent.written(Map.of(OFTEN.sha256(), OFTEN));
        var rare = Bytes.utf8("evidence").sha256();
        recent.written(Map.of(rare, Bytes.utf8("evidence")));
        for (int i = 0; i < 10_000; i++) {
            var other = Bytes.utf8("evidence " + i);
            recent.written(Map.of(other.sha256(), other));
            recent.synced();
            assertThat(recent.contains(OFTEN.sha256())).isTrue();
        }
        assertThat(recent.contains(rare)).isFalse();
    }
}
