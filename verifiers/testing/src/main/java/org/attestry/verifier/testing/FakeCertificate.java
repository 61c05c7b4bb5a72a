package org.attestry.verifier.testing;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.crypto.Oids;
import org.attestry.verifier.crypto.SignatureScheme;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** A certificate to be: every field can be set to anything before it is signed, by whichever key. */
public final class FakeCertificate {
    private int version = 2;
    private BigInteger serial = BigInteger.ONE;
    private X500Name issuer;
    private X500Name subject;
    private Instant notBefore;
    private Instant notAfter;
    private Bytes publicKey;
    private SignatureScheme scheme = SignatureScheme.RSA_PSS_SHA384;
    private final Map<String, Extension> extensions = new LinkedHashMap<>();

    private record Extension(boolean critical, Bytes value) {}

    /** A certificate of {@code subject} by {@code issuer}, both RFC 4514 names, without extensions. */
    public FakeCertificate(String subject, String issuer, Bytes publicKey, Instant notBefore, Instant notAfter) {
        this.subject = new X500Name(subject);
        this.issuer = new X500Name(issuer);
        this.publicKey = publicKey;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
    }

    /** The version as encoded: 2 means version 3. */
    public FakeCertificate version(int encoded) {
        version = encoded;
        return this;
    }

    /** The serial number. */
    public FakeCertificate serial(long number) {
        serial = BigInteger.valueOf(number);
        return this;
    }

    /** The subject, as an RFC 4514 name. */
    public FakeCertificate subject(String name) {
        subject = new X500Name(name);
        return this;
    }

    /** The issuer, as an RFC 4514 name. */
    public FakeCertificate issuer(String name) {
        issuer = new X500Name(name);
        return this;
    }

    /** The validity, both ends included. */
    public FakeCertificate valid(Instant from, Instant to) {
        notBefore = from;
        notAfter = to;
        return this;
    }

    /** The DER SubjectPublicKeyInfo. */
    public FakeCertificate publicKey(Bytes der) {
        publicKey = der;
        return this;
    }

    /** The signature scheme, one of RSA. */
    public FakeCertificate scheme(SignatureScheme chosen) {
        scheme = chosen;
        return this;
    }

    /** An extension with these octets, in place of the one with this identifier. */
    public FakeCertificate extension(String oid, boolean critical, Bytes value) {
        var _ = extensions.put(oid, new Extension(critical, value));
        return this;
    }

    /** No such extension. */
    public FakeCertificate without(String oid) {
        var _ = extensions.remove(oid);
        return this;
    }

    /** A certification authority with at most {@code pathLength} others below it; no limit where that is negative. */
    public FakeCertificate authority(int pathLength) {
        var constraints = pathLength < 0 ? new BasicConstraints(true) : new BasicConstraints(pathLength);
        return extension(Oids.BASIC_CONSTRAINTS, true, Asn1.der(constraints));
    }

    /** What the key may be used for: bits of {@link KeyUsage}. */
    public FakeCertificate usage(int bits) {
        return extension(Oids.KEY_USAGE, true, Asn1.der(new KeyUsage(bits)));
    }

    /** What the key was certified for. */
    public FakeCertificate purposes(String... oids) {
        var ids = new ArrayList<KeyPurposeId>();
        for (var oid : oids) ids.add(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)));
        return extension(
                Oids.EXTENDED_KEY_USAGE, false, Asn1.der(new ExtendedKeyUsage(ids.toArray(KeyPurposeId[]::new))));
    }

    /** The identifier of this key. */
    public FakeCertificate keyId(Bytes id) {
        return extension(Oids.SUBJECT_KEY_IDENTIFIER, false, Asn1.der(new SubjectKeyIdentifier(id.toArray())));
    }

    /** The identifier of the issuer's key. */
    public FakeCertificate issuerKeyId(Bytes id) {
        return extension(Oids.AUTHORITY_KEY_IDENTIFIER, false, Asn1.der(new AuthorityKeyIdentifier(id.toArray())));
    }

    /** The certificate, in DER, signed by {@code key}. */
    public Bytes signedBy(PrivateKey key) {
        var algorithm = FakeSigner.algorithm(scheme);
        var parts = new ArrayList<ASN1Encodable>(List.of(
                Asn1.explicit(0, new ASN1Integer(version)),
                new ASN1Integer(serial),
                algorithm,
                issuer,
                Asn1.sequence(List.of(Asn1.time(notBefore), Asn1.time(notAfter))),
                subject,
                Asn1.parsed(publicKey)));
        if (!extensions.isEmpty()) parts.add(Asn1.explicit(3, encodedExtensions()));
        var signedPart = Asn1.sequence(parts);
        var signature = FakeSigner.sign(scheme, key, Asn1.der(signedPart));
        return Asn1.der(Asn1.sequence(List.of(signedPart, algorithm, new DERBitString(signature.toArray()))));
    }

    private DERSequence encodedExtensions() {
        return Asn1.sequence(extensions.entrySet().stream()
                .map(entry -> encoded(entry.getKey(), entry.getValue()))
                .toList());
    }

    static DERSequence encoded(String oid, boolean critical, Bytes value) {
        var parts = new ArrayList<ASN1Encodable>(List.of(new ASN1ObjectIdentifier(oid)));
        if (critical) parts.add(ASN1Boolean.TRUE);
        parts.add(new DEROctetString(value.toArray()));
        return Asn1.sequence(parts);
    }

    private static DERSequence encoded(String oid, Extension extension) {
        return encoded(oid, extension.critical, extension.value);
    }
}
