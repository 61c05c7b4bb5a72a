package org.attestry.verifier.crypto;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;

/**
 * An X.509 version 3 certificate as read (RFC 5280 section 4), believed in nothing: signature, validity and usage are for whoever
 * builds a chain to check.
 *
 * @param der the whole certificate
 * @param signedPart the TBSCertificate, over which {@code signature} was made by {@code scheme}
 */
public record Certificate(
        Bytes der,
        Bytes signedPart,
        SignatureScheme scheme,
        Bytes signature,
        BigInteger serial,
        Name issuer,
        Name subject,
        Instant notBefore,
        Instant notAfter,
        PublicKeyInfo key,
        SortedMap<String, Extension> extensions) {

    /** Bits of the keyUsage extension (RFC 5280 section 4.2.1.3) that are asked for here. */
    public enum Usage {
        DIGITAL_SIGNATURE(0),
        KEY_CERT_SIGN(5),
        CRL_SIGN(6);

        private final int bit;

        Usage(int bit) {
            this.bit = bit;
        }
    }

    /**
     * Reads one DER certificate.
     *
     * @throws Malformed if it is not one, has octets behind it or uses an algorithm that is not supported
     */
    public static Certificate parse(Bytes der) {
        var outer = new DerReader(der);
        var certificate = outer.sequence("Certificate");
        outer.end("Certificate");
        var signedPart = certificate.element(DerReader.SEQUENCE, "tbsCertificate");
        var algorithm = certificate.element(DerReader.SEQUENCE, "signatureAlgorithm");
        var signature = certificate.bitString("signatureValue");
        certificate.end("Certificate");
        return signedPart(der, signedPart, algorithm, signature);
    }

    private static Certificate signedPart(Bytes der, Bytes signedPart, Bytes algorithm, Bytes signature) {
        var in = new DerReader(signedPart).sequence("tbsCertificate");
        var version = in.enter(DerReader.explicitTag(0), "version");
        if (version.integerUpTo(255, "version") != 2) throw new Malformed("version", "not 3");
        version.end("version");
        var serial = in.integer("serialNumber");
        if (!in.element(DerReader.SEQUENCE, "signature").equals(algorithm)) {
            throw new Malformed("signature", "not the algorithm outside the signed part");
        }
        var issuer = new Name(in.element(DerReader.SEQUENCE, "issuer"));
        var validity = in.sequence("validity");
        var notBefore = validity.time("notBefore");
        var notAfter = validity.time("notAfter");
        validity.end("validity");
        var subject = new Name(in.element(DerReader.SEQUENCE, "subject"));
        var key = PublicKeyInfo.parse(in.element(DerReader.SEQUENCE, "subjectPublicKeyInfo"));
        var extensions = extensions(in);
        in.end("tbsCertificate");
        var scheme = AlgorithmIdentifier.scheme(algorithm);
        return new Certificate(
                der, signedPart, scheme, signature, serial, issuer, subject, notBefore, notAfter, key, extensions);
    }

    private static SortedMap<String, Extension> extensions(DerReader in) {
        if (!in.hasMore()) return Collections.emptySortedMap();
        var explicit = in.enter(DerReader.explicitTag(3), "extensions");
        var extensions = Extension.parseAll(explicit);
        explicit.end("extensions");
        return extensions;
    }

    /** The value of the extension {@code oid}. */
    public Optional<Bytes> extension(String oid) {
        return Optional.ofNullable(extensions.get(oid)).map(Extension::value);
    }

    /** Whether basicConstraints says that this is a certification authority; false where it says nothing. */
    public boolean isAuthority() {
        return extension(Oids.BASIC_CONSTRAINTS)
                .map(value -> basicConstraints(value).nextIs(DerReader.BOOLEAN))
                .orElse(false);
    }

    /** How many authorities may stand between this one and an end entity; absent where it is not limited. */
    public OptionalInt pathLength() {
        var value = extension(Oids.BASIC_CONSTRAINTS);
        if (value.isEmpty()) return OptionalInt.empty();
        var in = basicConstraints(value.get());
        if (in.nextIs(DerReader.BOOLEAN) && !in.bool("cA")) throw new Malformed("cA", "default written out");
        if (!in.hasMore()) return OptionalInt.empty();
        int length = in.integerUpTo(255, "pathLenConstraint");
        in.end("basicConstraints");
        return OptionalInt.of(length);
    }

    private static DerReader basicConstraints(Bytes value) {
        var outer = new DerReader(value);
        var in = outer.sequence("basicConstraints");
        outer.end("basicConstraints");
        return in;
    }

    /** Whether keyUsage is there and allows {@code usage}. */
    public boolean allows(Usage usage) {
        var value = extension(Oids.KEY_USAGE);
        if (value.isEmpty()) return false;
        var outer = new DerReader(value.get());
        var bits = outer.namedBits("keyUsage");
        outer.end("keyUsage");
        int octet = usage.bit / 8;
        return octet < bits.size() && (bits.at(octet) & 0x80 >> usage.bit % 8) != 0;
    }

    /** The purposes that extendedKeyUsage names; none where it is not there. */
    public SortedSet<String> purposes() {
        var oids = new TreeSet<String>();
        extension(Oids.EXTENDED_KEY_USAGE).ifPresent(value -> {
            var outer = new DerReader(value);
            var list = outer.sequence("extendedKeyUsage");
            outer.end("extendedKeyUsage");
            while (list.hasMore()) oids.add(list.oid("KeyPurposeId"));
        });
        return Collections.unmodifiableSortedSet(oids);
    }

    /** The subject key identifier. */
    public Optional<Bytes> subjectKeyId() {
        return extension(Oids.SUBJECT_KEY_IDENTIFIER)
                .map(value -> new DerReader(value).content(DerReader.OCTET_STRING, "subjectKeyIdentifier"));
    }

    /** The key identifier of the issuer. */
    public Optional<Bytes> authorityKeyId() {
        return authorityKeyId(extensions);
    }

    static Optional<Bytes> authorityKeyId(SortedMap<String, Extension> extensions) {
        var extension = extensions.get(Oids.AUTHORITY_KEY_IDENTIFIER);
        if (extension == null) return Optional.empty();
        var in = new DerReader(extension.value()).sequence("authorityKeyIdentifier");
        return in.nextIs(DerReader.implicitTag(0))
                ? Optional.of(in.content(DerReader.implicitTag(0), "keyIdentifier"))
                : Optional.empty();
    }

    /** Whether every critical extension is among {@code understood}. */
    public boolean criticalExtensionsAmong(Set<String> understood) {
        return extensions.entrySet().stream()
                .allMatch(entry -> !entry.getValue().critical() || understood.contains(entry.getKey()));
    }

    /**
     * Whether {@code authority} is named as the issuer: by name, and by key identifier where both certificates have one. An identifier
     * that is there but empty names nobody.
     */
    public boolean namesIssuer(Certificate authority) {
        return issuer.equals(authority.subject) && identifies(authorityKeyId(), authority);
    }

    static boolean identifies(Optional<Bytes> keyId, Certificate authority) {
        var own = authority.subjectKeyId();
        if (keyId.isEmpty() || own.isEmpty())
            return keyId.isEmpty() || !keyId.get().isEmpty();
        return !keyId.get().isEmpty() && keyId.get().equals(own.get());
    }

    /** Whether the signature is one by {@code authority}'s key. */
    public boolean signedBy(VerifyingKey authority) {
        return authority.verifies(scheme, signedPart, signature);
    }

    /** Name of the subject, for the detail of a refusal. */
    @Override
    public String toString() {
        return subject.toString();
    }
}
