package org.attestry.rego.builtin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import org.attestry.rego.value.RegoObject;

/** The signatures of JWS (RFC 7518, RFC 8037). */
final class Jose {
    private Jose() {}

    /** True where {@code signature} over {@code signed} is by the owner of a key that is for the algorithm. */
    static boolean verify(String algorithm, Jwks.Known known, String signed, byte[] signature) {
        byte[] secret = known.secret();
        if (algorithm.startsWith("HS") || secret != null) {
            return algorithm.startsWith("HS")
                    && secret != null
                    && MessageDigest.isEqual(mac(algorithm, secret, signed), signature);
        }
        return verify(algorithm, Jwks.publicKey(known), signed, signature);
    }

    private static boolean verify(String algorithm, PublicKey key, String signed, byte[] signature) {
        try {
            var verifier = signature(algorithm);
            verifier.initVerify(key);
            verifier.update(signed.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static boolean verifyMac(String algorithm, String secret, String signed, byte[] signature) {
        return MessageDigest.isEqual(mac(algorithm, secret.getBytes(StandardCharsets.UTF_8), signed), signature);
    }

    private static byte[] mac(String algorithm, byte[] secret, String signed) {
        return Hashes.mac("HmacSHA" + algorithm.substring(2), secret, signed.getBytes(StandardCharsets.UTF_8));
    }

    /** Signs with a JWK; the key's kind must be that of the algorithm. */
    static byte[] sign(String algorithm, RegoObject jwk, String signed) {
        if (algorithm.startsWith("HS")) return mac(algorithm, Jwks.bytes(jwk, "k"), signed);
        return sign(algorithm, Jwks.privateKey(jwk), signed);
    }

    private static byte[] sign(String algorithm, PrivateKey key, String signed) {
        return Pem.parsed(
                () -> {
                    var signer = signature(algorithm);
                    signer.initSign(key);
                    signer.update(signed.getBytes(StandardCharsets.UTF_8));
                    return signer.sign();
                },
                "failed to sign: the key does not go with " + algorithm);
    }

    static boolean isKnown(String algorithm) {
        return algorithm.matches("(HS|RS|PS|ES)(256|384|512)|EdDSA");
    }

    private static Signature signature(String algorithm) throws GeneralSecurityException {
        if (!isKnown(algorithm)) throw BuiltinFailure.of("unknown JWS algorithm: " + algorithm);
        if (algorithm.equals("EdDSA")) return Signature.getInstance("Ed25519");
        var bits = algorithm.substring(2);
        return switch (algorithm.substring(0, 2)) {
            case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
            case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
            case "PS" -> pss(bits);
            default -> throw new GeneralSecurityException("no signature: " + algorithm);
        };
    }

    private static Signature pss(String bits) throws GeneralSecurityException {
        var signature = Signature.getInstance("RSASSA-PSS");
        var hash = "SHA-" + bits;
        signature.setParameter(new PSSParameterSpec(
                hash,
                "MGF1",
                new MGF1ParameterSpec(hash),
                Integer.parseInt(bits) / 8,
                PSSParameterSpec.TRAILER_FIELD_BC));
        return signature;
    }

    static byte[] decode(String part, String what) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw BuiltinFailure.of("JWT " + what + " had invalid encoding: illegal base64 data");
        }
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
