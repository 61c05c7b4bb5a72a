package org.attestry.verifier.snp;

import java.util.Arrays;
import java.util.List;
import org.attestry.bytes.Malformed;
import org.attestry.verifier.crypto.Certificate;

/**
 * A {@code did:x509} issuer of version 0: which root, and for which purposes the signer's certificate has to be issued
 * (did:x509 method specification, sections "Syntax" and "Resolution"). Policies other than {@code eku} are not understood.
 *
 * @param fingerprint SHA-256 of the root certificate, base64url without padding
 * @param purposes object identifiers, at least one
 */
record DidX509(String fingerprint, List<String> purposes) {
    private static final String PREFIX = "did:x509:0:sha256:";
    private static final String EKU = "eku:";

    DidX509 {
        purposes = List.copyOf(purposes);
    }

    /**
     * Reads an issuer.
     *
     * @throws Malformed if it is of another method, version or hash, or demands something else than purposes
     */
    static DidX509 parse(String issuer) {
        var parts = issuer.split("::", -1);
        if (!parts[0].startsWith(PREFIX) || parts.length < 2)
            throw new Malformed("iss", "not a did:x509:0:sha256 with a policy");
        var policies = Arrays.asList(parts).subList(1, parts.length);
        if (!policies.stream().allMatch(policy -> policy.startsWith(EKU))) throw new Malformed("iss", "unknown policy");
        return new DidX509(
                parts[0].substring(PREFIX.length()),
                policies.stream().map(policy -> policy.substring(EKU.length())).toList());
    }

    /** Whether {@code root} is the one that the issuer names. */
    boolean names(Certificate root) {
        return root.der().sha256().base64Url().equals(fingerprint);
    }

    /** Whether {@code signer} was issued for every purpose that the issuer claims. */
    boolean allows(Certificate signer) {
        return signer.purposes().containsAll(purposes);
    }
}
