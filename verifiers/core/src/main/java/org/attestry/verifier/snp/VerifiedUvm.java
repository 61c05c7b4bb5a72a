package org.attestry.verifier.snp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attestry.verifier.Check;
import org.attestry.verifier.Checks;
import org.attestry.verifier.Claims;
import org.attestry.verifier.Reason;
import org.attestry.verifier.crypto.Certificate;

/**
 * An endorsement of a launch measurement whose signature and chain have been checked; whether the chain was valid is a question of the
 * instant.
 *
 * @param signedAt when the signer says that it signed; under the signature
 */
record VerifiedUvm(List<Certificate> certificates, Optional<Instant> signedAt, Claims claims) {
    /** Counts what held when it was verified from these same bytes, now or earlier. */
    void recall(Checks checks) {
        checks.recall(Check.FORMAT);
        checks.recall(Check.CHAIN);
        checks.recall(Check.SIGNATURE);
        checks.waive(Check.REVOCATION, "revocation lists of its issuers are not looked at");
    }

    /** Requires every certificate to be valid at the instant. */
    void requireValid(Checks checks, Instant at) {
        for (var certificate : certificates) {
            var name = certificate.toString();
            checks.require(Check.VALIDITY, !at.isBefore(certificate.notBefore()), Reason.NOT_YET_VALID, name);
            checks.require(Check.VALIDITY, !at.isAfter(certificate.notAfter()), Reason.EXPIRED, name);
        }
    }
}
