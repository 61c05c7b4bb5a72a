package org.attestry.cluster.attestation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.challenge.Nonces;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.keyring.Keys;

/** Gives nonces out, and says of one that comes back whether it may still be redeemed, or what is wrong with it. */
public final class Challenges {
    /** A relying party's nonce has no time of its own: the journal has to remember it. */
    private static final Duration THEIRS_REMEMBERED = Duration.ofDays(366);

    private final Nonces nonces;
    private final Collection<String> tenants;

    /** Challenges to nodes of {@code tenants}, which are all there are. */
    public Challenges(Nonces nonces, Collection<String> tenants) {
        this.nonces = nonces;
        this.tenants = List.copyOf(tenants);
    }

    /** A nonce for {@code node} of {@code tenant}. */
    Nonces.Issued issue(Keys keys, String tenant, String node, Instant now) {
        var key = keys.macAt(now)
                .orElseThrow(() -> Problem.refuse(Problem.Kind.NOT_READY, "no key for nonces is in force yet"));
        return nonces.issue(key, tenant, node, now);
    }

    /** Whether a nonce may be redeemed now. */
    sealed interface Judged {
        /** It may, unless it was before; its redemption has to be remembered until {@code fenceUntil}. */
        record Redeemable(Instant fenceUntil) implements Judged {}

        /** It may not, whatever the evidence says. */
        record Refused(Problem problem) implements Judged {}
    }

    /** What the nonce of {@code request} is good for; that it was redeemed before is not seen here. */
    Judged judge(Keys keys, String tenant, EvidenceRequest request, Instant now) {
        return request.challenged() ? ours(keys, tenant, request, now) : theirs(request.nonce(), keys, now);
    }

    private Judged ours(Keys keys, String tenant, EvidenceRequest request, Instant now) {
        return switch (nonces.check(request.nonce(), tenant, request.node(), tenants, keys.acceptedMacsAt(now), now)) {
            case Nonces.Checked.Valid(var fenceUntil) -> new Judged.Redeemable(fenceUntil);
            case Nonces.Checked.Foreign() ->
                invalid("the nonce was altered, or issued for another node", "nonce_foreign");
            case Nonces.Checked.Expired() -> invalid("the nonce's time is over", "nonce_expired");
            case Nonces.Checked.OfOtherTenant() ->
                new Judged.Refused(Problem.of(Problem.Kind.NOT_FOUND, "there is no such challenge"));
        };
    }

    /** One of ours has a node and a time, which are looked at where it is redeemed as a challenge, and not to be got round. */
    private static Judged theirs(Bytes nonce, Keys keys, Instant now) {
        if (Nonces.ours(nonce, keys.macs())) {
            return invalid("the nonce is a challenge of this service, not a relying party's", "nonce_not_theirs");
        }
        return new Judged.Redeemable(now.plus(THEIRS_REMEMBERED));
    }

    private static Judged invalid(String detail, String reason) {
        return new Judged.Refused(
                Problem.of(Problem.Kind.CHALLENGE_INVALID, detail).because("freshness", reason));
    }
}
