package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;

/** Private keys as documents: as JWK, or as Go shows them, as far as they are RSA. */
final class PrivateKeys {
    private PrivateKeys() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of("crypto.x509.parse_rsa_private_key", "string -> object", (c, a) -> rsaKey(text(a[0]))),
                Builtin.of(
                        "crypto.x509.parse_keypair",
                        "string, string -> object",
                        (c, a) -> keyPair(text(a[0]), text(a[1]))),
                Builtin.of("crypto.parse_private_keys", "string -> any", (c, a) -> privateKeys(text(a[0]))));
    }

    /** The first key of the text; null where it holds no key at all. */
    private static RegoValue rsaKey(String text) {
        if (text.isEmpty()) throw BuiltinFailure.of("input PEM data was empty");
        for (var block : Pem.blocks(decodedPem(text))) {
            if (!block.label().endsWith("PRIVATE KEY")) continue;
            if (Pem.privateKey(block) instanceof RSAPrivateCrtKey key) return jwk(key);
            throw BuiltinFailure.of("no RSA private key");
        }
        return RegoNull.NULL;
    }

    private static RegoObject jwk(RSAPrivateCrtKey key) {
        return RegoObject.of(
                "kty",
                Args.of("RSA"),
                "n",
                number(key.getModulus()),
                "e",
                number(key.getPublicExponent()),
                "d",
                number(key.getPrivateExponent()),
                "p",
                number(key.getPrimeP()),
                "q",
                number(key.getPrimeQ()),
                "dp",
                number(key.getPrimeExponentP()),
                "dq",
                number(key.getPrimeExponentQ()),
                "qi",
                number(key.getCrtCoefficient()));
    }

    private static RegoValue number(BigInteger value) {
        var bytes = value.toByteArray();
        int start = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return Args.of(Jose.encode(Arrays.copyOfRange(bytes, start, bytes.length)));
    }

    private static RegoObject keyPair(String certificate, String key) {
        var chain = Building.array(2);
        for (var block : Pem.blocks(decodedPem(certificate)))
            if (block.label().equals("CERTIFICATE")) Building.append(chain, CertificateDocuments.base64(block.der()));
        if (chain.size() == 0) throw BuiltinFailure.of("failed to find any PEM data in certificate input");
        var keys = Pem.blocks(decodedPem(key));
        if (keys.isEmpty()) throw BuiltinFailure.of("failed to find any PEM data in key input");
        PrivateKey _ = Pem.privateKey(keys.getFirst());
        return RegoObject.of("Certificate", chain);
    }

    /** Every RSA key in the text; null where nothing was given. */
    private static RegoValue privateKeys(String text) {
        if (text.isEmpty()) return RegoNull.NULL;
        var found = Building.array(1);
        if (!text.contains("-----BEGIN") && !text.matches("[A-Za-z0-9+/=\\s]{16,}")) return found;
        for (var block : Pem.blocks(decodedPem(text))) {
            if (!block.label().endsWith("PRIVATE KEY")) continue;
            if (Pem.privateKey(block) instanceof RSAPrivateCrtKey key) Building.append(found, shown(key));
        }
        return found;
    }

    private static RegoObject shown(RSAPrivateCrtKey key) {
        return RegoObject.of(
                "N",
                RegoNumber.of(key.getModulus()),
                "E",
                RegoNumber.of(key.getPublicExponent()),
                "D",
                RegoNumber.of(key.getPrivateExponent()),
                "Primes",
                RegoArray.of(RegoNumber.of(key.getPrimeP()), RegoNumber.of(key.getPrimeQ())));
    }

    private static String decodedPem(String text) {
        if (text.contains("-----BEGIN")) return text;
        return Encodings.utf8(Encodings.decode(Base64.getMimeDecoder(), Pem.checked(text)));
    }
}
