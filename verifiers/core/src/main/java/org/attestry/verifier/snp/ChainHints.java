package org.attestry.verifier.snp;

import java.util.List;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.verifier.crypto.Certificate;

/**
 * What the material for a chain says before any of it is verified. Nobody vouches for it, so it decides what is tried and what is called
 * missing, and never what is believed.
 */
final class ChainHints {
    private ChainHints() {}

    /** The certificate in {@code material} that fits {@code report} best; absent where there is none at all. */
    static Optional<Bytes> leafFor(SnpReport report, ChainMaterial material) {
        if (material.keys().isEmpty()) return Optional.empty();
        var first = CertificateFiles.blocks(material.keys().getFirst());
        if (material.keys().size() == 1 && first.size() == 1) return Optional.of(first.getFirst());
        var candidates = material.keys().stream()
                .flatMap(file -> CertificateFiles.blocks(file).stream())
                .distinct()
                .toList();
        return Optional.of(bestOf(candidates, report));
    }

    /** A wrong choice costs nothing but a refusal: whatever is chosen has to pass every check. */
    private static Bytes bestOf(List<Bytes> candidates, SnpReport report) {
        var best = candidates.getFirst();
        int bestFit = -1;
        for (var candidate : candidates) {
            int fit = fit(candidate, report);
            if (fit > bestFit) best = candidate;
            bestFit = Math.max(fit, bestFit);
        }
        return best;
    }

    private static int fit(Bytes candidate, SnpReport report) {
        try {
            var key = EndorsementKey.of(Certificate.parse(candidate));
            if (!report.keyInfo().kind().equals(Optional.of(key.kind()))) return 0;
            int chip = key.isChip(report.chipId()) ? 2 : 1;
            return key.differing(report.reportedTcb()).isPresent() ? chip : chip + 2;
        } catch (Malformed notAKey) {
            return -1;
        }
    }

    /** Whether anything could be a root: one that was named, or one that was sent and may turn out to be pinned. */
    static boolean hasRoot(ChainMaterial material) {
        return !material.trustRoots().isEmpty()
                || !material.offeredRoots().isEmpty()
                || CertificateFiles.readable(material.intermediates()).stream()
                        .anyMatch(certificate -> certificate.issuer().equals(certificate.subject()));
    }

    /** The product that the issuing certificates in {@code material} are of, as far as they agree; nobody vouches for it. */
    static Optional<Product> productOf(ChainMaterial material) {
        var products = CertificateFiles.readable(material.intermediates()).stream()
                .flatMap(certificate -> certificate.subject().commonName().stream())
                .flatMap(name -> Product.ofIssuer(name).stream())
                .distinct()
                .toList();
        return products.size() == 1 ? Optional.of(products.getFirst()) : Optional.empty();
    }
}
