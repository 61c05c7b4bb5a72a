package org.attestry.verifier.testing;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Roles;
import org.attestry.verifier.snp.KeyKind;
import org.attestry.verifier.snp.Product;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A vendor that certifies chips as AMD does: ARK, ASK and ASVK, VCEKs and VLEKs, a revocation list, with AMD's names, extensions and
 * algorithms under a root of its own.
 *
 * <p>{@code …Template} gives a certificate before it is signed, so that a test can spoil any field of it; the methods without give
 * what a good vendor signs. The same keys and instant give certificates with the same content.
 */
public final class FakeAmd {
    /** What every name of the hierarchy has, and AMD's have not. */
    private static final String ORGANISATION = ",O=Fake Advanced Micro Devices,ST=CA,L=Santa Clara,C=US,OU=Engineering";

    private static final Duration LONG = Duration.ofDays(25 * 365L);
    private static final Duration SOME = Duration.ofDays(7 * 365L);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration DAY = Duration.ofDays(1);

    private static final String PRODUCT_ARC = "1.3.6.1.4.1.3704.1.";

    private final Product product;
    private final FakeAmdKeys keys;
    private final Instant now;
    private final Bytes ark;
    private final Bytes ask;
    private final Bytes asvk;

    /** A vendor of {@code product} whose certificates are valid from the day before {@code now}. */
    public FakeAmd(Product product, FakeAmdKeys keys, Instant now) {
        this.product = product;
        this.keys = keys;
        this.now = now;
        this.ark = arkTemplate().signedBy(arkKey());
        this.ask = issuerTemplate(KeyKind.VCEK).signedBy(arkKey());
        this.asvk = issuerTemplate(KeyKind.VLEK).signedBy(arkKey());
    }

    /** What it makes. */
    public Product product() {
        return product;
    }

    /** The root certificate. */
    public Bytes ark() {
        return ark;
    }

    /** The certificate of the issuer of this kind of key: ASK or ASVK. */
    public Bytes issuer(KeyKind kind) {
        return kind == KeyKind.VCEK ? ask : asvk;
    }

    /** The root's private key. */
    public PrivateKey arkKey() {
        return keys.ark().getPrivate();
    }

    /** The issuer's private key. */
    public PrivateKey issuerKey(KeyKind kind) {
        return issuerKeys(kind).getPrivate();
    }

    /** The certificate of a key that signs reports. */
    public Bytes certify(KeyKind kind, FakeEcKey key, Bytes hardwareId, Bytes tcb) {
        return keyTemplate(kind, key, hardwareId, tcb).signedBy(issuerKey(kind));
    }

    /** A revocation list that lists nobody of this hierarchy. */
    public Bytes crl() {
        return crlTemplate().revoke(0xdead).signedBy(arkKey());
    }

    /** A configuration that believes this vendor, and has nothing else of it. */
    public Endorsements trusted() {
        return Endorsements.of(Map.of(Roles.TRUST_ROOT, ark));
    }

    /** The name of the root. */
    public String arkName() {
        return "CN=" + product.rootName() + ORGANISATION;
    }

    /** The name of the issuer of this kind of key. */
    public String issuerName(KeyKind kind) {
        return "CN=" + kind.issuerName(product) + ORGANISATION;
    }

    /** The root certificate before it is signed. */
    public FakeCertificate arkTemplate() {
        return certificate(arkName(), arkName(), keys.ark(), LONG)
                .serial(0x10000)
                .usage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
                .keyId(keyId(keys.ark()))
                .authority(-1);
    }

    /** The certificate of the issuer of this kind of key before it is signed. */
    public FakeCertificate issuerTemplate(KeyKind kind) {
        return certificate(issuerName(kind), arkName(), issuerKeys(kind), LONG)
                .serial(kind == KeyKind.VCEK ? 0x10001 : 0x10101)
                .keyId(keyId(issuerKeys(kind)))
                .issuerKeyId(keyId(keys.ark()))
                .authority(0)
                .usage(KeyUsage.keyCertSign);
    }

    /**
     * The certificate of a key before it is signed.
     *
     * @param hardwareId goes into that of a VCEK
     * @param tcb eight octets, laid out as {@link #product} does
     */
    public FakeCertificate keyTemplate(KeyKind kind, FakeEcKey key, Bytes hardwareId, Bytes tcb) {
        var name = "CN=" + kind.subjectName() + ORGANISATION;
        var from = now.minus(DAY);
        var certificate = new FakeCertificate(
                        name, issuerName(kind), key.publicKey(), from, from.plus(kind == KeyKind.VCEK ? SOME : YEAR))
                .serial(0)
                .extension(PRODUCT_ARC + 1, false, number(product == Product.TURIN ? 1 : 0))
                .extension(PRODUCT_ARC + 2, false, ia5(product.display()));
        for (var component : product.layout().components()) {
            certificate.extension(component.oid(), false, number(tcb.at(component.octet())));
        }
        return kind == KeyKind.VCEK
                ? certificate.extension(PRODUCT_ARC + 4, false, hardwareId)
                : certificate.extension(PRODUCT_ARC + 5, false, ia5("CN=cloud.example"));
    }

    /** A revocation list of the root before it is signed. */
    public FakeCrl crlTemplate() {
        return new FakeCrl(arkName(), now.minus(DAY), now.plus(YEAR)).issuerKeyId(keyId(keys.ark()));
    }

    /** The identifier of the root's key, as certificates and lists have it. */
    public Bytes arkKeyId() {
        return keyId(keys.ark());
    }

    private KeyPair issuerKeys(KeyKind kind) {
        return kind == KeyKind.VCEK ? keys.ask() : keys.asvk();
    }

    private FakeCertificate certificate(String subject, String issuer, KeyPair pair, Duration validity) {
        var from = now.minus(DAY);
        return new FakeCertificate(
                subject, issuer, Bytes.copyOf(pair.getPublic().getEncoded()), from, from.plus(validity));
    }

    private static Bytes keyId(KeyPair pair) {
        return Bytes.copyOf(pair.getPublic().getEncoded()).sha256().slice(0, 20);
    }

    private static Bytes number(int value) {
        return Asn1.der(new ASN1Integer(value));
    }

    private static Bytes ia5(String text) {
        return Asn1.der(new DERIA5String(text));
    }
}
