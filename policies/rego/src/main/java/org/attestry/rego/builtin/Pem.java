package org.attestry.rego.builtin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.attestry.rego.error.RegoEvaluationException;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** PEM texts (RFC 7468) and the certificates and keys inside of them. */
final class Pem {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    /** One block; {@code der} is kept as an array because it is handed on at once. */
    static final class Block {
        private final String label;
        private final byte[] der;

        private Block(String label, byte[] der) {
            this.label = label;
            this.der = der;
        }

        String label() {
            return label;
        }

        byte[] der() {
            return der;
        }
    }

    private Pem() {}

    static List<Block> blocks(String text) {
        var blocks = new ArrayList<Block>();
        var match = BLOCK.matcher(text);
        while (match.find()) {
            var body = match.group(2).replaceAll("(?m)^[A-Za-z-]+:.*$", "").replaceAll("\\s", "");
            blocks.add(new Block(match.group(1), Encodings.decode(Base64.getDecoder(), body)));
        }
        return blocks;
    }

    /** The key of one certificate or public key; anything may stand before it, and nothing behind. */
    static PublicKey publicKey(String text) {
        var match = BLOCK.matcher(text);
        if (!match.find()) throw BuiltinFailure.of("failed to parse a PEM certificate");
        if (!text.substring(match.end()).matches("[ \t]*\r?\n?"))
            throw BuiltinFailure.of("extra data after a PEM certificate block");
        var block = blocks(match.group()).getFirst();
        return switch (block.label) {
            case "CERTIFICATE" ->
                parsed(
                        () -> certificates(block.der).getFirst().getPublicKey(),
                        "failed to parse a PEM certificate: x509: malformed certificate");
            case "PUBLIC KEY" ->
                parsed(
                        () -> publicKey(SubjectPublicKeyInfo.getInstance(block.der)),
                        "failed to parse a PEM public key");
            default -> throw BuiltinFailure.of("failed to extract a Key from the PEM certificate");
        };
    }

    /** Makes something of octets. */
    interface Parsing<T> {
        T parse() throws GeneralSecurityException, IOException;
    }

    /** What {@code parsing} makes; whatever a library throws at octets that it cannot take is told in the words of {@code otherwise}. */
    static <T> T parsed(Parsing<T> parsing, String otherwise) {
        try {
            return parsing.parse();
        } catch (BuiltinFailure | RegoEvaluationException e) {
            throw e;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw BuiltinFailure.of(otherwise);
        }
    }

    private static PublicKey publicKey(SubjectPublicKeyInfo info) throws GeneralSecurityException, IOException {
        return factory(info.getAlgorithm()).generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    }

    private static KeyFactory factory(AlgorithmIdentifier algorithm) throws GeneralSecurityException {
        var oid = algorithm.getAlgorithm();
        if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) return KeyFactory.getInstance("RSA");
        if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) return KeyFactory.getInstance("EC");
        return KeyFactory.getInstance(oid.getId().equals("1.3.101.112") ? "Ed25519" : oid.getId());
    }

    /** A private key from PKCS #8, PKCS #1 or SEC 1; anything else is refused. */
    static PrivateKey privateKey(Block block) {
        return parsed(
                () -> {
                    var info = info(block);
                    return factory(info.getPrivateKeyAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
                },
                "failed to parse private key");
    }

    private static PrivateKeyInfo info(Block block) throws IOException {
        return switch (block.label) {
            case "PRIVATE KEY" -> PrivateKeyInfo.getInstance(block.der);
            case "RSA PRIVATE KEY" ->
                new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(block.der));
            case "EC PRIVATE KEY" -> {
                var ec = ECPrivateKey.getInstance(block.der);
                yield new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, ec.getParametersObject()), ec);
            }
            default -> throw BuiltinFailure.of("unknown PEM block " + block.label);
        };
    }

    /** All certificates of a DER sequence of them. */
    static List<X509Certificate> certificates(byte[] der) throws CertificateException {
        var found = new ArrayList<X509Certificate>();
        var in = new ByteArrayInputStream(der);
        while (in.available() > 0)
            found.add((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        if (found.isEmpty()) throw new CertificateException("no certificate");
        return found;
    }

    /** Certificates from PEM, from base64 of PEM, or from base64 of DER; nothing else may be among them. */
    static List<X509Certificate> certificates(String text) {
        try {
            var pem = text.startsWith("-----BEGIN") ? text : null;
            byte[] der = pem == null ? Encodings.decode(Base64.getMimeDecoder(), checked(text)) : new byte[0];
            if (pem == null && startsWithDashes(der)) pem = Encodings.utf8(der);
            if (pem == null) return der.length == 0 ? List.of() : certificates(der);
            var found = new ArrayList<X509Certificate>();
            for (var block : blocks(pem)) {
                if (!block.label.equals("CERTIFICATE"))
                    throw BuiltinFailure.of("PEM block type is '" + block.label + "', expected CERTIFICATE");
                found.addAll(certificates(block.der));
            }
            return found;
        } catch (CertificateException e) {
            throw BuiltinFailure.of("x509: malformed certificate");
        }
    }

    /** The lenient decoder skips what it does not know: only the ends of lines may be skipped. */
    static String checked(String base64) {
        if (!base64.matches("[A-Za-z0-9+/=\\r\\n]*")
                || base64.replaceAll("[\\r\\n]", "").length() % 4 != 0) throw BuiltinFailure.of("illegal base64 data");
        return base64;
    }

    static boolean startsWithDashes(byte[] bytes) {
        return bytes.length > 10 && bytes[0] == '-' && bytes[1] == '-';
    }
}
