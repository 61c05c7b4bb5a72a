package org.attestry.cluster.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attestry.bytes.Bytes;

/**
 * The nonces that a node redeemed last, at most {@link #REMEMBERED}, with the answers given; immutable, oldest first.
 *
 * <p>They answer those who ask at the same time, without a word to the journal. What is forgotten here can be redeemed no more for that: the
 * journal's fence holds it as long as the nonce is good, and a request that comes again is answered from its record. So a node's state is
 * small however often the node attests.
 */
record Redemptions(List<Redemption> all) {
    /** More than may be under way for one node at once without being told to come again. */
    static final int REMEMBERED = 16;

    /** None. */
    static final Redemptions NONE = new Redemptions(List.of());

    Redemptions {
        all = List.copyOf(all);
    }

    /** What was asked ({@code Submission.asked}) when the nonce of this digest was redeemed, and what was answered. */
    record Redemption(Bytes nonce, Bytes asked, TeeNode.Reply.Recorded answer) {}

    /** How {@code nonceDigest} was redeemed. */
    Optional<Redemption> of(Bytes nonceDigest) {
        for (var redemption : all) {
            if (redemption.nonce().equals(nonceDigest)) return Optional.of(redemption);
        }
        return Optional.empty();
    }

    /** With one more, and without the oldest where there are too many. */
    Redemptions with(Redemption redemption) {
        var kept = new ArrayList<>(all.subList(Math.max(0, all.size() - REMEMBERED + 1), all.size()));
        kept.add(redemption);
        return new Redemptions(kept);
    }
}
