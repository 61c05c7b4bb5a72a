package org.attestry.verifier.snp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attestry.verifier.Check;
import org.attestry.verifier.Checks;
import org.attestry.verifier.Claims;

/**
 * An endorsement of a launch measurement whose signature and chain have been checked; whether the chain was valid is a question of the
 * instant.
 *
 * @param validities of every certificate of the chain
 * @param held what held when it was verified: format, chain and signature
 * @param signedAt when the signer says that it signed; under the signature
 */
record VerifiedUvm(List<Validity> validities, Checks.Held held, Optional<Instant> signedAt, Claims claims) {
    /** Counts what held when it was verified from these same bytes, now or earlier. */
    void recall(Checks checks) {
        checks.recall(held);
        checks.waive(Check.REVOCATION, "revocation lists of its issuers are not looked at");
    }

    /** Requires every certificate to be valid at the instant. */
    void requireValid(Checks checks, Instant at) {
        for (var validity : validities) validity.require(checks, at);
    }
}
