package org.attestry.verifier.testing;

import java.io.ByteArrayOutputStream;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.crypto.SignatureScheme;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A publisher that endorses launch measurements as Microsoft does for its utility VMs: COSE_Sign1 with x5chain and a did:x509 issuer,
 * under a root of its own. Every field can be set to anything before it is signed.
 */
public final class FakeUvm {
    /** The purpose that the issuer claims. */
    public static final String PURPOSE = "1.3.6.1.4.1.311.76.59.1.2";

    /** What it signs for. */
    public static final String FEED = "ContainerPlat-AMD-UVM";

    private static final String ROOT = "CN=Fake Supply Chain Root";
    private static final String ISSUER = "CN=Fake Products CA";
    private static final String SIGNER = "CN=Fake ContainerPlat";

    /** The certificates before they are signed, for who wants to spoil them. */
    public final FakeCertificate root;

    public final FakeCertificate issuer;
    public final FakeCertificate signer;

    private final FakeAmdKeys keys;
    private final Instant now;
    private Optional<Instant> signedAt;
    private Optional<String> did = Optional.empty();
    private Optional<String> feed = Optional.of(FEED);
    private int algorithm = -38;
    private SignatureScheme scheme = SignatureScheme.RSA_PSS_SHA384;
    private PrivateKey signingKey;
    private PrivateKey rootKey;
    private PrivateKey issuerKey;
    private Optional<String> payload = Optional.empty();

    /** A publisher with these keys, whose certificates are valid from the day before {@code now} for a year. */
    public FakeUvm(FakeAmdKeys keys, Instant now) {
        this.keys = keys;
        this.now = now;
        this.signedAt = Optional.of(now);
        this.rootKey = keys.ark().getPrivate();
        this.issuerKey = keys.ask().getPrivate();
        this.signingKey = keys.asvk().getPrivate();
        this.root = certificate(ROOT, ROOT, keys.ark()).authority(-1).usage(KeyUsage.keyCertSign);
        this.issuer = certificate(ISSUER, ROOT, keys.ask()).authority(-1).usage(KeyUsage.keyCertSign);
        this.signer = certificate(SIGNER, ISSUER, keys.asvk())
                .usage(KeyUsage.digitalSignature)
                .purposes(PURPOSE);
    }

    private FakeCertificate certificate(String subject, String issuedBy, KeyPair pair) {
        var from = now.minus(Duration.ofDays(1));
        var key = Bytes.copyOf(pair.getPublic().getEncoded());
        return new FakeCertificate(subject, issuedBy, key, from, from.plus(Duration.ofDays(365)))
                .scheme(SignatureScheme.RSA_PKCS1_SHA384);
    }

    /** When it says that it signed; absent where it does not say. */
    public FakeUvm signedAt(Optional<Instant> instant) {
        signedAt = instant;
        return this;
    }

    /** The issuer as text, in place of the right one. */
    public FakeUvm did(String text) {
        did = Optional.of(text);
        return this;
    }

    /** The issuer that names its own root and claims these purposes. */
    public FakeUvm claiming(String... purposes) {
        return did("did:x509:0:sha256:" + rootCertificate().sha256().base64Url() + "::eku:"
                + String.join("::eku:", purposes));
    }

    /** What it says it signs for; absent where it does not say. */
    public FakeUvm feed(Optional<String> text) {
        feed = text;
        return this;
    }

    /** The number of the algorithm in the header, and the scheme that is used. */
    public FakeUvm algorithm(int id, SignatureScheme used) {
        algorithm = id;
        scheme = used;
        return this;
    }

    /** Other keys to sign the message, the root and the intermediate certificate with. */
    public FakeUvm keys(KeyPair message, KeyPair ofRoot, KeyPair ofIssuer) {
        signingKey = message.getPrivate();
        rootKey = ofRoot.getPrivate();
        issuerKey = ofIssuer.getPrivate();
        return this;
    }

    /** The payload, in place of one that names the measurement. */
    public FakeUvm payload(String json) {
        payload = Optional.of(json);
        return this;
    }

    /** The root certificate as it will be in the chain. */
    public Bytes rootCertificate() {
        return root.signedBy(rootKey);
    }

    /** The endorsement of {@code measurement}. */
    public Bytes endorse(Bytes measurement) {
        var chain =
                List.of(signer.signedBy(issuerKey), issuer.signedBy(keys.ark().getPrivate()), rootCertificate());
        var header = header(chain);
        var content =
                Bytes.utf8(payload.orElse("{\"x-ms-sevsnpvm-guestsvn\": \"1\", \"x-ms-sevsnpvm-launchmeasurement\": \""
                        + measurement.hex() + "\"}"));
        var toBeSigned = array(text("Signature1"), octets(header), octets(Bytes.EMPTY), octets(content));
        var signature = FakeSigner.sign(scheme, signingKey, toBeSigned);
        return Bytes.concat(head(6, 18), array(octets(header), head(5, 0), octets(content), octets(signature)));
    }

    private Bytes header(List<Bytes> chain) {
        var fingerprint = chain.getLast().sha256().base64Url();
        var issuedBy = did.orElse("did:x509:0:sha256:" + fingerprint + "::eku:" + PURPOSE);
        var certificates = array(chain.stream().map(FakeUvm::octets).toArray(Bytes[]::new));
        var fields = new ArrayList<>(
                List.of(head(0, 1), head(1, -1 - algorithm), head(0, 33), certificates, text("iss"), text(issuedBy)));
        feed.ifPresent(text -> fields.addAll(List.of(text("feed"), text(text))));
        signedAt.ifPresent(instant -> fields.addAll(
                List.of(text("signingtime"), Bytes.concat(head(6, 1), head(0, instant.getEpochSecond())))));
        return Bytes.concat(head(5, fields.size() / 2), Bytes.concat(fields.toArray(Bytes[]::new)));
    }

    private static Bytes array(Bytes... items) {
        return Bytes.concat(head(4, items.length), Bytes.concat(items));
    }

    private static Bytes text(String value) {
        return Bytes.concat(head(3, Bytes.utf8(value).size()), Bytes.utf8(value));
    }

    private static Bytes octets(Bytes value) {
        return Bytes.concat(head(2, value.size()), value);
    }

    /** A CBOR head: major type and argument, as short as can be. */
    private static Bytes head(int major, long argument) {
        var out = new ByteArrayOutputStream();
        int size = argument < 24 ? 0 : argument < 0x100 ? 1 : argument < 0x10000 ? 2 : 4;
        int low = size == 0 ? (int) argument : 23 + (size == 4 ? 3 : size);
        out.write((major << 5) | low);
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) out.write((int) (argument >>> shift));
        return Bytes.copyOf(out.toByteArray());
    }
}
