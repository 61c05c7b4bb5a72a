package org.attestry.verifier.snp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.verifier.Check;
import org.attestry.verifier.Checks;
import org.attestry.verifier.Reason;
import org.attestry.verifier.crypto.Certificate;
import org.attestry.verifier.crypto.Crl;
import org.attestry.verifier.crypto.CryptoProvider;
import org.attestry.verifier.crypto.Curve;
import org.attestry.verifier.crypto.Oids;
import org.attestry.verifier.crypto.Pem;
import org.attestry.verifier.crypto.PublicKeyInfo;
import org.attestry.verifier.crypto.SignatureScheme;

/**
 * Leads a VCEK or VLEK to a root: ARK, then ASK or ASVK, then the key, each link by name, signature and permission to issue (RFC 5280
 * section 6.1, AMD 57230 section 3).
 *
 * <p>A root that the relying party named is believed as it stands. Where it named none, a root that somebody sent is believed if its
 * key is one of AMD's that are pinned here, and only then.
 */
final class SnpChains {
    /** Extensions that may be critical since they are looked at, or bind nobody here. */
    private static final Set<String> UNDERSTOOD = Set.of(Oids.BASIC_CONSTRAINTS, Oids.KEY_USAGE);

    private final CryptoProvider crypto;
    private final VerifiedCache<ChainCacheKey, VerifiedChain> cache;

    SnpChains(CryptoProvider crypto, int capacity) {
        this.crypto = crypto;
        this.cache = new VerifiedCache<>(capacity);
    }

    /** The certificate in {@code material} that fits {@code report} best; absent where there is none at all. */
    Optional<Bytes> leafFor(SnpReport report, ChainMaterial material) {
        if (material.keys().isEmpty()) return Optional.empty();
        var first = blocks(material.keys().getFirst());
        if (material.keys().size() == 1 && first.size() == 1) return Optional.of(first.getFirst());
        var candidates = material.keys().stream()
                .flatMap(file -> blocks(file).stream())
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
    boolean hasRoot(ChainMaterial material) {
        return !material.trustRoots().isEmpty()
                || !material.offeredRoots().isEmpty()
                || readable(material.intermediates()).stream()
                        .anyMatch(certificate -> certificate.issuer().equals(certificate.subject()));
    }

    /** The product that the issuing certificates in {@code material} are of, as far as they agree; nobody vouches for it. */
    Optional<Product> productOf(ChainMaterial material) {
        var products = readable(material.intermediates()).stream()
                .flatMap(certificate -> certificate.subject().commonName().stream())
                .flatMap(name -> Product.ofIssuer(name).stream())
                .distinct()
                .toList();
        return products.size() == 1 ? Optional.of(products.getFirst()) : Optional.empty();
    }

    /** The verified chain of {@code leaf}: remembered, or built now with all its checks. */
    VerifiedChain chain(Checks checks, Bytes leaf, ChainMaterial material) {
        var key = new ChainCacheKey(leaf, material);
        var known = cache.get(key);
        var chain = known.orElseGet(() -> build(checks.aside(), leaf, material));
        if (known.isEmpty()) cache.put(key, chain);
        chain.recall(checks);
        return chain;
    }

    private VerifiedChain build(Checks checks, Bytes leaf, ChainMaterial material) {
        try {
            return link(checks, leaf, material);
        } catch (Malformed malformed) {
            checks.require(Check.CHAIN, false, Reason.CERT_PROFILE, malformed.getMessage() + "");
            throw malformed;
        }
    }

    private VerifiedChain link(Checks checks, Bytes leaf, ChainMaterial material) {
        var key = EndorsementKey.of(Certificate.parse(leaf));
        var intermediate = issuer(checks, key.certificate(), readable(material.intermediates()));
        var root = issuer(checks, intermediate, roots(material));
        boolean pinned = AmdRoots.pinned(key.product(), root);
        checks.require(
                Check.CHAIN,
                pinned || !material.trustRoots().isEmpty(),
                Reason.CHAIN_UNTRUSTED,
                root + " is not a pinned root");
        checks.require(
                Check.CHAIN,
                root.signedBy(crypto.key(root.key())),
                Reason.CHAIN_UNTRUSTED,
                root + " is not self-signed");
        requireLeaf(checks, key);
        requireAuthority(checks, intermediate, key.kind().issuerName(key.product()), 0);
        requireAuthority(checks, root, key.product().rootName(), 1);
        var chain = List.of(key.certificate(), intermediate, root);
        var lists = new ArrayList<>(heldLists(checks, material, chain));
        var aside = checks.aside();
        lists.addAll(speaking(aside, lists(aside, material.offeredLists()), chain));
        return VerifiedChain.of(key, crypto.key(key.certificate().key()), chain, lists, checks.held(), pinned);
    }

    /** Named roots count alone where there are any; otherwise whatever was sent is looked at, to be held against the pins. */
    private static List<Certificate> roots(ChainMaterial material) {
        if (!material.trustRoots().isEmpty()) return readable(material.trustRoots());
        var offered = new ArrayList<>(material.offeredRoots());
        offered.addAll(material.intermediates());
        return readable(offered);
    }

    private Certificate issuer(Checks checks, Certificate child, List<Certificate> candidates) {
        var issuer = candidates.stream()
                .filter(child::namesIssuer)
                .filter(candidate -> child.signedBy(crypto.key(candidate.key())))
                .findFirst();
        checks.require(Check.CHAIN, issuer.isPresent(), Reason.CHAIN_UNTRUSTED, "no issuer known of " + child);
        return issuer.orElseThrow();
    }

    private static void requireLeaf(Checks checks, EndorsementKey key) {
        var certificate = key.certificate();
        boolean p384 = certificate.key() instanceof PublicKeyInfo.Ec ec && ec.curve() == Curve.P384;
        checks.require(Check.CHAIN, p384, Reason.CERT_PROFILE, certificate + " has no P-384 key");
        checks.require(Check.CHAIN, !certificate.isAuthority(), Reason.CERT_PROFILE, certificate + " is an authority");
        requireProfile(checks, certificate);
    }

    private static void requireAuthority(Checks checks, Certificate certificate, String name, int below) {
        var what = certificate.toString();
        boolean named = certificate.subject().commonName().equals(Optional.of(name));
        checks.require(Check.CHAIN, named, Reason.CERT_PROFILE, what + " where " + name + " is wanted");
        checks.require(Check.CHAIN, certificate.isAuthority(), Reason.CERT_PROFILE, what + " is no authority");
        boolean mayCertify = certificate.allows(Certificate.Usage.KEY_CERT_SIGN);
        checks.require(Check.CHAIN, mayCertify, Reason.CERT_PROFILE, what + " may not sign certificates");
        boolean longEnough = certificate.pathLength().orElse(below) >= below;
        checks.require(Check.CHAIN, longEnough, Reason.CERT_PROFILE, what + " allows too short a path");
        requireProfile(checks, certificate);
    }

    private static void requireProfile(Checks checks, Certificate certificate) {
        boolean pss = certificate.scheme() == SignatureScheme.RSA_PSS_SHA384;
        checks.require(
                Check.CHAIN, pss, Reason.CERT_PROFILE, certificate + " is not signed by RSASSA-PSS with SHA-384");
        boolean known = certificate.criticalExtensionsAmong(UNDERSTOOD);
        checks.require(Check.CHAIN, known, Reason.CERT_PROFILE, certificate + " has an unknown critical extension");
    }

    /** The relying party's lists that speak for this chain: if there are lists and none speaks for the root, somebody meant to check and cannot. */
    private List<Crl> heldLists(Checks checks, ChainMaterial material, List<Certificate> chain) {
        if (material.revocationLists().isEmpty()) return List.of();
        var speaking = speaking(checks, lists(checks, material.revocationLists()), chain);
        var root = chain.getLast();
        boolean answered = speaking.stream().anyMatch(list -> list.issuer().equals(root.subject()));
        checks.require(Check.REVOCATION, answered, Reason.CRL_UNTRUSTED, "no list of " + root);
        return speaking;
    }

    /** Those of {@code supplied} that speak for this chain, each signed by whom it speaks for and listing nobody of it; others are passed over. */
    private List<Crl> speaking(Checks checks, List<Crl> supplied, List<Certificate> chain) {
        var speaking = new ArrayList<Crl>();
        for (int i = 1; i < chain.size(); i++) {
            var authority = chain.get(i);
            var subject = chain.get(i - 1);
            for (var list : supplied) {
                if (!list.issuer().equals(authority.subject())) continue;
                requireList(checks, list, authority);
                boolean revoked = list.revoked().contains(subject.serial());
                checks.require(Check.REVOCATION, !revoked, Reason.CERT_REVOKED, subject.toString());
                speaking.add(list);
            }
        }
        return List.copyOf(speaking);
    }

    private void requireList(Checks checks, Crl list, Certificate authority) {
        var what = "revocation list of " + authority;
        boolean named = list.namesIssuer(authority) && authority.allows(Certificate.Usage.CRL_SIGN);
        checks.require(Check.REVOCATION, named, Reason.CRL_UNTRUSTED, what + ": key may not sign it");
        boolean signed = list.signedBy(crypto.key(authority.key()));
        checks.require(Check.REVOCATION, signed, Reason.CRL_UNTRUSTED, what + ": signature");
    }

    /** A list that cannot be read is a check that cannot run, and so a refusal. */
    private static List<Crl> lists(Checks checks, List<Bytes> files) {
        try {
            return files.stream()
                    .flatMap(file -> Pem.blocks(file, "X509 CRL").stream())
                    .map(Crl::parse)
                    .toList();
        } catch (Malformed malformed) {
            checks.require(Check.REVOCATION, false, Reason.CRL_UNTRUSTED, malformed.getMessage() + "");
            throw malformed;
        }
    }

    /** The certificates among {@code files} that can be read; others serve other verifiers, and leaving them out trusts nobody more. */
    private static List<Certificate> readable(List<Bytes> files) {
        return files.stream()
                .flatMap(file -> blocks(file).stream())
                .flatMap(der -> readable(der).stream())
                .toList();
    }

    private static Optional<Certificate> readable(Bytes der) {
        try {
            return Optional.of(Certificate.parse(der));
        } catch (Malformed notForUs) {
            return Optional.empty();
        }
    }

    private static List<Bytes> blocks(Bytes file) {
        try {
            return Pem.blocks(file, "CERTIFICATE");
        } catch (Malformed notForUs) {
            return List.of(file);
        }
    }
}
