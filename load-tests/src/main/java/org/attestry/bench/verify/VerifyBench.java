package org.attestry.bench.verify;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.attestry.bench.Row;
import org.attestry.bench.SignatureRates;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.Verifiers;
import org.attestry.verifier.crypto.CryptoProvider;
import org.attestry.verifier.snp.Product;
import org.attestry.verifier.snp.SnpVerifier;
import org.attestry.verifier.testing.FakeAmd;
import org.attestry.verifier.testing.FakeAmdKeys;
import org.attestry.verifier.testing.SimulatedSnp;

/**
 * Verifies a thousand distinct SEV-SNP reports with a warm chain, through the same code as the service, beside the provider's raw P-384
 * rate taken in turn with it.
 */
public final class VerifyBench {
    private static final int REPORTS = 1000;
    private static final int ROUNDS = 5;
    private static final double TARGET = 0.85;

    private final CryptoProvider crypto;
    private final Verifiers verifiers;
    private final Endorsements endorsements;
    private final List<Sample> samples = new ArrayList<>();
    private final Instant at;
    private final Duration round;
    private int next;

    private record Sample(Evidence evidence, Expected.Bound expected) {}

    /** Rounds of {@code round}, five of each kind. */
    public VerifyBench(CryptoProvider crypto, SecureRandom random, Clock clock, Duration round) {
        this.crypto = crypto;
        this.round = round;
        this.at = clock.instant();
        var vendor = new FakeAmd(Product.MILAN, FakeAmdKeys.shared(FakeAmdKeys.FAITHFUL, random), at);
        var anchors = new TreeMap<String, List<Bytes>>();
        anchors.put(Roles.TRUST_ROOT, List.of(vendor.ark()));
        anchors.put(Roles.CRL, List.of(vendor.crl()));
        this.endorsements = new Endorsements(anchors);
        this.verifiers = new Verifiers(List.of(new SnpVerifier(crypto)), (_, failure) -> {
            throw new IllegalStateException(failure);
        });
        var guest = SimulatedSnp.on(vendor, random);
        for (int i = 0; i < REPORTS; i++) {
            var binding = Bytes.utf8("report " + i).sha512();
            samples.add(new Sample(guest.attest(binding), new Expected.Bound(binding)));
        }
    }

    /** The rows. */
    public List<Row> run() throws GeneralSecurityException {
        var _ = SignatureRates.rate(round.multipliedBy(3), this::verifyNext);
        var _ = SignatureRates.verifyP384(crypto.jca(), round);
        double ours = 0;
        double raw = 0;
        for (int i = 0; i < ROUNDS; i++) {
            raw += SignatureRates.verifyP384(crypto.jca(), round) / ROUNDS;
            ours += SignatureRates.rate(round, this::verifyNext) / ROUNDS;
        }
        return List.of(
                Row.atLeast("SNP report verified, warm chain, one thread", ours, "1/s", raw, TARGET),
                Row.atMost("signature verifications per report", signaturesPerReport(), "1", 1, 1));
    }

    private double signaturesPerReport() throws GeneralSecurityException {
        long before = crypto.signatureVerifications();
        for (int i = 0; i < REPORTS; i++) {
            if (!verifyNext()) throw new IllegalStateException("a good report was refused");
        }
        return (crypto.signatureVerifications() - before) / (double) REPORTS;
    }

    private boolean verifyNext() {
        var sample = samples.get(next++ % REPORTS);
        var verdict = verifiers.verify(sample.evidence(), sample.expected(), endorsements, at);
        return verdict instanceof Verdict.Accepted;
    }
}
