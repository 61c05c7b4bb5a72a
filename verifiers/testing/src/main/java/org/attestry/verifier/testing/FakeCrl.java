package org.attestry.verifier.testing;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.crypto.Oids;
import org.attestry.verifier.crypto.SignatureScheme;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;

/** A revocation list to be: every field can be set to anything before it is signed, by whichever key. */
public final class FakeCrl {
    private X500Name issuer;
    private Instant thisUpdate;
    private Instant nextUpdate;
    private SignatureScheme scheme = SignatureScheme.RSA_PSS_SHA384;
    private final List<Revoked> revoked = new ArrayList<>();
    private final Map<String, DERSequence> extensions = new LinkedHashMap<>();

    private record Revoked(BigInteger serial, Optional<DERSequence> extension) {}

    /** An empty list of {@code issuer}, an RFC 4514 name. */
    public FakeCrl(String issuer, Instant thisUpdate, Instant nextUpdate) {
        this.issuer = new X500Name(issuer);
        this.thisUpdate = thisUpdate;
        this.nextUpdate = nextUpdate;
        number(1);
    }

    /** The issuer, as an RFC 4514 name. */
    public FakeCrl issuer(String name) {
        issuer = new X500Name(name);
        return this;
    }

    /** When it was issued, and when the next one is due. */
    public FakeCrl valid(Instant from, Instant to) {
        thisUpdate = from;
        nextUpdate = to;
        return this;
    }

    /** The number of the list. */
    public FakeCrl number(long number) {
        return extension(Oids.CRL_NUMBER, false, Asn1.der(new ASN1Integer(number)));
    }

    /** Lists a serial number. */
    public FakeCrl revoke(long serial) {
        revoked.add(new Revoked(BigInteger.valueOf(serial), Optional.empty()));
        return this;
    }

    /** Lists a serial number with an extension of its entry. */
    public FakeCrl revoke(long serial, String oid, boolean critical, Bytes value) {
        var extension = FakeCertificate.encoded(oid, critical, value);
        revoked.add(new Revoked(BigInteger.valueOf(serial), Optional.of(extension)));
        return this;
    }

    /** The signature scheme, one of RSA. */
    public FakeCrl scheme(SignatureScheme chosen) {
        scheme = chosen;
        return this;
    }

    /** The identifier of the issuer's key. */
    public FakeCrl issuerKeyId(Bytes id) {
        return extension(Oids.AUTHORITY_KEY_IDENTIFIER, false, Asn1.der(new AuthorityKeyIdentifier(id.toArray())));
    }

    /** An extension with these octets, in place of the one with this identifier. */
    public FakeCrl extension(String oid, boolean critical, Bytes value) {
        var _ = extensions.put(oid, FakeCertificate.encoded(oid, critical, value));
        return this;
    }

    /** The list, in DER, signed by {@code key}. */
    public Bytes signedBy(PrivateKey key) {
        var algorithm = FakeSigner.algorithm(scheme);
        var parts = new ArrayList<ASN1Encodable>(
                List.of(new ASN1Integer(1), algorithm, issuer, Asn1.time(thisUpdate), Asn1.time(nextUpdate)));
        if (!revoked.isEmpty())
            parts.add(Asn1.sequence(revoked.stream().map(this::entry).toList()));
        parts.add(Asn1.explicit(0, Asn1.sequence(List.copyOf(extensions.values()))));
        var signedPart = Asn1.sequence(parts);
        var signature = FakeSigner.sign(scheme, key, Asn1.der(signedPart));
        return Asn1.der(Asn1.sequence(List.of(signedPart, algorithm, new DERBitString(signature.toArray()))));
    }

    private DERSequence entry(Revoked entry) {
        var parts = new ArrayList<ASN1Encodable>(List.of(new ASN1Integer(entry.serial), Asn1.time(thisUpdate)));
        entry.extension.ifPresent(extension -> parts.add(Asn1.sequence(List.of(extension))));
        return Asn1.sequence(parts);
    }
}
