package org.attestry.verifier.snp;

import java.util.ArrayList;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.verifier.Check;
import org.attestry.verifier.Checks;
import org.attestry.verifier.Reason;
import org.attestry.verifier.crypto.Certificate;
import org.attestry.verifier.crypto.CryptoProvider;

/**
 * Leads a VCEK or VLEK to a root: ARK, then ASK or ASVK, then the key, each link by name, signature and permission to issue (RFC 5280
 * section 6.1, AMD 57230 section 3).
 *
 * <p>A root that the relying party named is believed as it stands. Where it named none, a root that somebody sent is believed if its
 * key is one of AMD's that are pinned here, and only then.
 */
final class SnpChains {
    private final CryptoProvider crypto;
    private final ChainRevocation revocation;
    private final VerifiedCache<VerifiedChain> cache;

    SnpChains(CryptoProvider crypto, int capacity) {
        this.crypto = crypto;
        this.revocation = new ChainRevocation(crypto);
        this.cache = new VerifiedCache<>(capacity);
    }

    /** The verified chain of {@code leaf}: remembered, or built now with all its checks. */
    VerifiedChain chain(Checks checks, Bytes leaf, ChainMaterial material) {
        var key = ChainCacheKey.of(leaf, material);
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
        var intermediate = issuer(checks, key.certificate(), CertificateFiles.readable(material.intermediates()));
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
        CertificateProfile.requireLeaf(checks, key);
        CertificateProfile.requireAuthority(checks, intermediate, key.kind().issuerName(key.product()), 0);
        CertificateProfile.requireAuthority(checks, root, key.product().rootName(), 1);
        var chain = List.of(key.certificate(), intermediate, root);
        var lists = new ArrayList<>(revocation.held(checks, material, chain));
        lists.addAll(revocation.offered(checks.aside(), material, chain));
        return VerifiedChain.of(key, crypto.key(key.certificate().key()), chain, lists, checks.held(), pinned);
    }

    /** Named roots count alone where there are any; otherwise whatever was sent is looked at, to be held against the pins. */
    private static List<Certificate> roots(ChainMaterial material) {
        if (!material.trustRoots().isEmpty()) return CertificateFiles.readable(material.trustRoots());
        var offered = new ArrayList<>(material.offeredRoots());
        offered.addAll(material.intermediates());
        return CertificateFiles.readable(offered);
    }

    private Certificate issuer(Checks checks, Certificate child, List<Certificate> candidates) {
        var issuer = candidates.stream()
                .filter(child::namesIssuer)
                .filter(candidate -> child.signedBy(crypto.key(candidate.key())))
                .findFirst();
        checks.require(Check.CHAIN, issuer.isPresent(), Reason.CHAIN_UNTRUSTED, "no issuer known of " + child);
        return issuer.orElseThrow();
    }
}
