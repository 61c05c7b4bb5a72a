package org.attestry.verifier.snp;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Checks;
import org.attestry.verifier.ClaimShapes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.EvidenceVerifier;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.crypto.CryptoProvider;
import org.attestry.verifier.crypto.Cryptos;

/** Verifies an endorsement of a launch measurement by itself; it answers no challenge, so it can never count as fresh. */
public final class UvmEndorsementVerifier implements EvidenceVerifier {
    private static final String FORMAT = "snp-uvm-endorsement";
    private static final List<Check> REQUIRED =
            List.of(Check.FORMAT, Check.CHAIN, Check.VALIDITY, Check.REVOCATION, Check.SIGNATURE);

    private final UvmEndorsements endorsements;

    /** With the provider that is installed; for {@link java.util.ServiceLoader}. */
    public UvmEndorsementVerifier() {
        this(Cryptos.installed());
    }

    /** With a provider that the wiring chose. */
    public UvmEndorsementVerifier(CryptoProvider crypto) {
        this.endorsements = new UvmEndorsements(crypto);
    }

    @Override
    public String tee() {
        return "snp";
    }

    @Override
    public Set<String> formats() {
        return Set.of(FORMAT);
    }

    @Override
    public String version() {
        return "snp-uvm-endorsement/2";
    }

    /** Nothing can be bound: an endorsement is made long before anybody asks. */
    @Override
    public int bindingSize(String format) {
        return 0;
    }

    @Override
    public ClaimShapes claims() {
        return UvmEndorsements.CLAIMS;
    }

    @Override
    public boolean reads(String role, Bytes item) {
        return CertificateFiles.reads(role, item);
    }

    @Override
    public Verdict verify(Evidence evidence, Expected expected, Endorsements held, Instant at) {
        return Checks.verdict(() -> check(evidence, expected, held, at));
    }

    private Verdict.Accepted check(Evidence evidence, Expected expected, Endorsements held, Instant at) {
        var checks = Checks.requiring(expected, REQUIRED);
        checks.require(Check.FORMAT, evidence.format().equals(FORMAT), Reason.WRONG_FORMAT, evidence.format());
        var roots = UvmEndorsements.Roots.namedOrElsePinned(held.all(Roles.TRUST_ROOT));
        var endorsement = endorsements.verified(checks, evidence.body(), roots);
        endorsement.requireValid(checks, at);
        if (expected instanceof Expected.Bound) {
            checks.require(Check.FRESHNESS, false, Reason.NONCE_MISMATCH, "an endorsement answers no challenge");
        }
        return checks.accept(endorsement.claims());
    }
}
