package org.attestry.verifier.crypto;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;

/**
 * A version 2 certificate revocation list as read (RFC 5280 section 5), believed in nothing yet.
 *
 * @param signedPart the TBSCertList, over which {@code signature} was made by {@code scheme}
 * @param revoked the serial numbers listed
 */
public record Crl(
        Bytes signedPart,
        SignatureScheme scheme,
        Bytes signature,
        Name issuer,
        Instant thisUpdate,
        Instant nextUpdate,
        SortedSet<BigInteger> revoked,
        SortedMap<String, Extension> extensions) {

    /** Extensions of delta, partial and indirect lists and of their entries: what they leave out would be taken for good. */
    private static final Set<String> NOT_WHOLE = Set.of("2.5.29.27", "2.5.29.28", "2.5.29.29");

    /**
     * Reads one DER revocation list. Indirect, partial and delta lists are not read, whether or not they say that this is critical.
     *
     * @throws Malformed if it is not one, lacks nextUpdate, or has octets behind it
     */
    public static Crl parse(Bytes der) {
        var outer = new DerReader(der);
        var list = outer.sequence("CertificateList");
        outer.end("CertificateList");
        var signedPart = list.element(DerReader.SEQUENCE, "tbsCertList");
        var algorithm = list.element(DerReader.SEQUENCE, "signatureAlgorithm");
        var signature = list.bitString("signatureValue");
        list.end("CertificateList");

        var in = new DerReader(signedPart).sequence("tbsCertList");
        if (in.integerUpTo(255, "version") != 1) throw new Malformed("version", "not 2");
        if (!in.element(DerReader.SEQUENCE, "signature").equals(algorithm)) {
            throw new Malformed("signature", "not the algorithm outside the signed part");
        }
        var issuer = new Name(in.element(DerReader.SEQUENCE, "issuer"));
        var thisUpdate = in.time("thisUpdate");
        var nextUpdate = in.time("nextUpdate");
        var revoked = in.nextIs(DerReader.SEQUENCE)
                ? revoked(in.sequence("revokedCertificates"))
                : Collections.<BigInteger>emptySortedSet();
        var extensions = extensions(in);
        in.end("tbsCertList");
        var scheme = AlgorithmIdentifier.scheme(algorithm);
        return new Crl(signedPart, scheme, signature, issuer, thisUpdate, nextUpdate, revoked, extensions);
    }

    /** Ordered, as serial numbers can be chosen to meet in a hash table, and nothing is signed yet. */
    private static SortedSet<BigInteger> revoked(DerReader list) {
        var serials = new TreeSet<BigInteger>();
        while (list.hasMore()) {
            var entry = list.sequence("revokedCertificate");
            serials.add(entry.integer("userCertificate"));
            var _ = entry.time("revocationDate");
            if (entry.hasMore()) requireWhole(Extension.parseAll(entry));
            entry.end("revokedCertificate");
        }
        return Collections.unmodifiableSortedSet(serials);
    }

    private static SortedMap<String, Extension> extensions(DerReader in) {
        if (!in.hasMore()) return Collections.emptySortedMap();
        var explicit = in.enter(DerReader.explicitTag(0), "crlExtensions");
        var extensions = Extension.parseAll(explicit);
        explicit.end("crlExtensions");
        requireWhole(extensions);
        return extensions;
    }

    private static void requireWhole(SortedMap<String, Extension> extensions) {
        extensions.forEach((oid, extension) -> {
            if (NOT_WHOLE.contains(oid)) throw new Malformed(oid, "revocation list is not a whole one");
            if (extension.critical()) throw new Malformed(oid, "critical extension of a revocation list");
        });
    }

    /** Whether {@code authority} is named as the issuer, by name and, where both have one, by key identifier. */
    public boolean namesIssuer(Certificate authority) {
        return issuer.equals(authority.subject())
                && Certificate.identifies(Certificate.authorityKeyId(extensions), authority);
    }

    /** Whether the signature is one by {@code authority}'s key. */
    public boolean signedBy(VerifyingKey authority) {
        return authority.verifies(scheme, signedPart, signature);
    }
}
