package org.attestry.verifier.snp;

import java.time.Instant;
import org.attestry.verifier.Check;
import org.attestry.verifier.Checks;
import org.attestry.verifier.Reason;
import org.attestry.verifier.crypto.Certificate;
import org.attestry.verifier.crypto.Crl;

/**
 * When something verified may be relied on.
 *
 * @param what its name, for the detail of a refusal
 * @param from the first instant
 * @param to the first instant after the last
 */
record Validity(String what, Instant from, Instant to) {
    /** That of a certificate: notAfter is included (RFC 5280 section 4.1.2.5). */
    static Validity of(Certificate certificate) {
        return new Validity(
                certificate.toString(),
                certificate.notBefore(),
                certificate.notAfter().plusSeconds(1));
    }

    /** That of a revocation list: at nextUpdate there has to be another one. */
    static Validity of(Crl list) {
        return new Validity("revocation list of " + list.issuer(), list.thisUpdate(), list.nextUpdate());
    }

    /** Requires it to be valid at the instant. */
    void require(Checks checks, Instant at) {
        checks.require(Check.VALIDITY, !at.isBefore(from), Reason.NOT_YET_VALID, what);
        checks.require(Check.VALIDITY, at.isBefore(to), Reason.EXPIRED, what);
    }
}
