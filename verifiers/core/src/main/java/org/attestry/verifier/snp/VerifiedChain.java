package org.attestry.verifier.snp;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.attestry.verifier.Check;
import org.attestry.verifier.Checks;
import org.attestry.verifier.Claims;
import org.attestry.verifier.crypto.Certificate;
import org.attestry.verifier.crypto.Crl;
import org.attestry.verifier.crypto.VerifyingKey;

/**
 * A chain from a believed root to the key that signs reports, whose signatures, usages and revocation have been checked: only {@link
 * SnpChains} makes one. Whether it is valid is a question of the instant, asked anew each time.
 *
 * @param validities of every certificate of the chain and every list that speaks for it
 * @param held what held when it was built: the chain, and revocation where the relying party has lists that speak for it
 * @param keyClaims what is told of the key's certificate
 * @param rootClaims what is told of the root
 */
record VerifiedChain(
        EndorsementKey key,
        VerifyingKey verifyingKey,
        List<Validity> validities,
        Checks.Held held,
        Claims keyClaims,
        Claims rootClaims) {

    /**
     * A chain of these certificates, in order from the key to the root, and of the lists that speak for them, whoever's they are; {@code
     * held} is what held of it.
     */
    static VerifiedChain of(
            EndorsementKey key,
            VerifyingKey verifyingKey,
            List<Certificate> chain,
            List<Crl> lists,
            Checks.Held held,
            boolean pinned) {
        var validities =
                Stream.concat(chain.stream().map(Validity::of), lists.stream().map(Validity::of));
        return new VerifiedChain(
                key,
                verifyingKey,
                validities.toList(),
                held,
                SnpClaims.key(key),
                SnpClaims.root(chain.getLast(), pinned));
    }

    /** Counts what held when the chain was built from these same bytes, now or earlier. */
    void recall(Checks checks) {
        checks.recall(held);
        if (!held.contains(Check.REVOCATION)) checks.waive(Check.REVOCATION, "no revocation list is configured");
    }

    /** Requires every certificate and list of the chain to be valid at the instant. */
    void requireValid(Checks checks, Instant at) {
        for (var validity : validities) validity.require(checks, at);
    }
}
