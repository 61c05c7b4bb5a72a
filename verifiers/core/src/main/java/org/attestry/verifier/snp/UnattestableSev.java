package org.attestry.verifier.snp;

import java.time.Instant;
import java.util.Set;
import org.attestry.verifier.Check;
import org.attestry.verifier.ClaimShapes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.EvidenceVerifier;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Verdict;

/**
 * Refuses what SEV and SEV-ES guests could show, whatever it is: they can be measured once, by their owner at launch, and have nothing
 * that answers a challenge later. An operator who sends it is told so, rather than that the format is unknown.
 */
public abstract sealed class UnattestableSev implements EvidenceVerifier {
    private final String tee;
    private final String format;

    private UnattestableSev(String tee) {
        this.tee = tee;
        this.format = tee + "-report";
    }

    /** SEV, the first generation. */
    public static final class Sev extends UnattestableSev {
        /** For {@link java.util.ServiceLoader}. */
        public Sev() {
            super("sev");
        }
    }

    /** SEV-ES, with encrypted register state. */
    public static final class SevEs extends UnattestableSev {
        /** For {@link java.util.ServiceLoader}. */
        public SevEs() {
            super("sev-es");
        }
    }

    @Override
    public String tee() {
        return tee;
    }

    @Override
    public Set<String> formats() {
        return Set.of(format);
    }

    @Override
    public String version() {
        return format + "/1";
    }

    @Override
    public int bindingSize(String format) {
        return 0;
    }

    /** None: nothing is ever accepted. */
    @Override
    public ClaimShapes claims() {
        return ClaimShapes.NONE;
    }

    @Override
    public Verdict verify(Evidence evidence, Expected expected, Endorsements endorsements, Instant at) {
        return new Verdict.Refused(
                Check.FORMAT,
                Reason.NOT_ATTESTABLE,
                "a guest of SEV or SEV-ES cannot be attested after its launch; run it as SEV-SNP");
    }
}
