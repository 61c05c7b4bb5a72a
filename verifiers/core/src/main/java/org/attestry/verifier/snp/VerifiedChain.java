package org.attestry.verifier.snp;

import java.time.Instant;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Checks;
import org.attestry.verifier.Claims;
import org.attestry.verifier.Reason;
import org.attestry.verifier.crypto.Certificate;
import org.attestry.verifier.crypto.Crl;
import org.attestry.verifier.crypto.VerifyingKey;

/**
 * A chain from a believed root to the key that signs reports, whose signatures, usages and revocation have been checked: only {@link
 * SnpChains} makes one. Whether it is valid is a question of the instant, asked anew each time.
 *
 * @param certificates the key's, its issuer's, the root's
 * @param revocationLists those that speak for the chain; empty where none was supplied
 * @param keyClaims what is told of the key's certificate
 * @param rootClaims what is told of the root
 */
record VerifiedChain(
        EndorsementKey key,
        VerifyingKey verifyingKey,
        List<Certificate> certificates,
        List<Crl> revocationLists,
        Claims keyClaims,
        Claims rootClaims) {

    /** The same, with its claims written once rather than for every report. */
    VerifiedChain(
            EndorsementKey key,
            VerifyingKey verifyingKey,
            List<Certificate> certificates,
            List<Crl> revocationLists,
            Bytes rootSha256,
            boolean pinned) {
        this(key, verifyingKey, certificates, revocationLists, SnpClaims.key(key), SnpClaims.root(rootSha256, pinned));
    }

    /** Counts what held when the chain was built from these same bytes, now or earlier. */
    void recall(Checks checks) {
        checks.recall(Check.CHAIN);
        if (revocationLists.isEmpty()) checks.waive(Check.REVOCATION, "no revocation list was supplied");
        else checks.recall(Check.REVOCATION);
    }

    /** Requires every certificate and list of the chain to be valid at the instant. */
    void requireValid(Checks checks, Instant at) {
        for (var certificate : certificates) {
            var name = certificate.toString();
            checks.require(Check.VALIDITY, !at.isBefore(certificate.notBefore()), Reason.NOT_YET_VALID, name);
            checks.require(Check.VALIDITY, !at.isAfter(certificate.notAfter()), Reason.EXPIRED, name);
        }
        for (var list : revocationLists) {
            var name = "revocation list of " + list.issuer();
            checks.require(Check.VALIDITY, !at.isBefore(list.thisUpdate()), Reason.NOT_YET_VALID, name);
            checks.require(Check.VALIDITY, at.isBefore(list.nextUpdate()), Reason.EXPIRED, name);
        }
    }
}
