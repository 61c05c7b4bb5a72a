package org.attestry.cluster.attestation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.challenge.Nonces;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.keyring.Keys;

/** Gives nonces out, and says of one that comes back whether it may still be redeemed; a refusal names what is wrong with it. */
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

    /**
     * Until when the redemption of the nonce of {@code request} has to be remembered.
     *
     * @throws Problem.Refusal if it cannot be redeemed, whatever the evidence says
     */
    Instant redeemable(Keys keys, String tenant, EvidenceRequest request, Instant now) {
        return request.challenged() ? ours(keys, tenant, request, now) : theirs(request.nonce(), keys, now);
    }

    private Instant ours(Keys keys, String tenant, EvidenceRequest request, Instant now) {
        return switch (nonces.check(request.nonce(), tenant, request.node(), tenants, keys.acceptedMacsAt(now), now)) {
            case Nonces.Checked.Valid(var fenceUntil) -> fenceUntil;
            case Nonces.Checked.Foreign() ->
                throw invalid("the nonce was altered, or issued for another node", "nonce_foreign");
            case Nonces.Checked.Expired() -> throw invalid("the nonce's time is over", "nonce_expired");
            case Nonces.Checked.OfOtherTenant() ->
                throw Problem.refuse(Problem.Kind.NOT_FOUND, "there is no such challenge");
        };
    }

    /** One of ours has a node and a time, which are looked at where it is redeemed as a challenge, and not to be got round. */
    private static Instant theirs(Bytes nonce, Keys keys, Instant now) {
        if (Nonces.ours(nonce, keys.macs())) {
            throw invalid("the nonce is a challenge of this service, not a relying party's", "nonce_not_theirs");
        }
        return now.plus(THEIRS_REMEMBERED);
    }

    private static Problem.Refusal invalid(String detail, String reason) {
        return new Problem.Refusal(
                Problem.of(Problem.Kind.CHALLENGE_INVALID, detail).because("freshness", reason));
    }
}
