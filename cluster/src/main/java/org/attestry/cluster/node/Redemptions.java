package org.attestry.cluster.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attestry.bytes.Bytes;

/**
 * The nonces that a node redeemed lately, with the answers given: an immutable map to which adding is cheap however many there are.
 *
 * <p>It is a list of maps of falling size; adding merges maps of equal size, so that there are at most a few. A redemption is forgotten
 * {@link #REMEMBERED} after it was made: by then a nonce of ours refuses itself by its time, and one of others by the journal's fence.
 */
final class Redemptions {
    /** How long a repeated request gets its answer again; longer than any nonce lives. */
    static final Duration REMEMBERED = Duration.ofMinutes(15);

    /** None. */
    static final Redemptions NONE = new Redemptions(List.of());

    /** What was asked ({@code Submission.asked}) when a nonce was redeemed, and what was answered. */
    record Redemption(Bytes asked, TeeNode.Reply.Recorded answer) {}

    /** Redemptions made at about the same time, the last of them at {@code newest}. */
    private record Run(Map<Bytes, Redemption> byNonce, Instant newest) {}

    private final List<Run> runs;

    private Redemptions(List<Run> runs) {
        this.runs = runs;
    }

    /** How {@code nonceDigest} was redeemed. */
    Optional<Redemption> of(Bytes nonceDigest) {
        for (var run : runs) {
            var found = run.byNonce().get(nonceDigest);
            if (found != null) return Optional.of(found);
        }
        return Optional.empty();
    }

    /** With one more, and without those that are old by then. */
    Redemptions with(Bytes nonceDigest, Redemption redemption) {
        var at = redemption.answer().at();
        var kept = new ArrayList<Run>();
        for (var run : runs) {
            if (run.newest().plus(REMEMBERED).isAfter(at)) kept.add(run);
        }
        var last = new HashMap<>(Map.of(nonceDigest, redemption));
        while (!kept.isEmpty() && kept.getLast().byNonce().size() <= last.size()) {
            last.putAll(kept.removeLast().byNonce());
        }
        kept.add(new Run(last, at));
        return new Redemptions(kept);
    }

    /** All of them, oldest first. */
    List<Map.Entry<Bytes, Redemption>> all() {
        return runs.stream()
                .flatMap(run -> run.byNonce().entrySet().stream())
                .sorted((a, b) -> Long.compare(
                        a.getValue().answer().sequence(), b.getValue().answer().sequence()))
                .toList();
    }
}
