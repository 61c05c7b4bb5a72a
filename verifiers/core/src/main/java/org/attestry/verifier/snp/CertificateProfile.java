package org.attestry.verifier.snp;

import java.util.Optional;
import java.util.Set;
import org.attestry.verifier.Check;
import org.attestry.verifier.Checks;
import org.attestry.verifier.Reason;
import org.attestry.verifier.crypto.Certificate;
import org.attestry.verifier.crypto.Curve;
import org.attestry.verifier.crypto.Oids;
import org.attestry.verifier.crypto.PublicKeyInfo;
import org.attestry.verifier.crypto.SignatureScheme;

/** What AMD's certificates have to look like, each in its place in the chain (AMD 57230 section 3): names, keys and permissions. */
final class CertificateProfile {
    /** Extensions that may be critical since they are looked at, or bind nobody here. */
    private static final Set<String> UNDERSTOOD = Set.of(Oids.BASIC_CONSTRAINTS, Oids.KEY_USAGE);

    private CertificateProfile() {}

    /** Requires the certificate of {@code key} to have a key of the curve that signs reports, and to be no authority. */
    static void requireLeaf(Checks checks, EndorsementKey key) {
        var certificate = key.certificate();
        boolean p384 = certificate.key() instanceof PublicKeyInfo.Ec ec && ec.curve() == Curve.P384;
        checks.require(Check.CHAIN, p384, Reason.CERT_PROFILE, certificate + " has no P-384 key");
        checks.require(Check.CHAIN, !certificate.isAuthority(), Reason.CERT_PROFILE, certificate + " is an authority");
        requireProfile(checks, certificate);
    }

    /** Requires {@code certificate} to be of {@code name} and to be allowed to issue, with {@code below} authorities below it. */
    static void requireAuthority(Checks checks, Certificate certificate, String name, int below) {
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
}
