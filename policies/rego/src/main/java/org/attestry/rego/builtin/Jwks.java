package org.attestry.rego.builtin;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.attestry.rego.value.JsonException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.jspecify.annotations.Nullable;

/** Keys for signatures of tokens: from PEM certificates and keys, and from JWK (RFC 7517). */
final class Jwks {
    /** A key to verify with, public or secret, and what its document says of it; empty texts where it does not. */
    static final class Known {
        private final String kid;
        private final String alg;
        private final @Nullable PublicKey key;
        private final byte @Nullable [] secret;

        private Known(String kid, String alg, @Nullable PublicKey key, byte @Nullable [] secret) {
            this.kid = kid;
            this.alg = alg;
            this.key = key;
            this.secret = secret;
        }

        String kid() {
            return kid;
        }

        String alg() {
            return alg;
        }

        byte @Nullable [] secret() {
            return secret;
        }
    }

    private Jwks() {}

    static PublicKey publicKey(Known known) {
        if (known.key == null) throw BuiltinFailure.of("incorrect public key type");
        return known.key;
    }

    /** The keys in a PEM certificate, a PEM key, a JWK or a JWK set; those for other algorithms are passed over. */
    static List<Known> publicKeys(String text) {
        if (text.contains("-----BEGIN")) return List.of(new Known("", "", Pem.publicKey(text), null));
        var keys = new ArrayList<Known>();
        for (var jwk : documents(object(text))) {
            var known = known(jwk);
            if (known.alg.isEmpty() || Jose.isKnown(known.alg)) keys.add(known);
        }
        return keys;
    }

    private static List<RegoObject> documents(RegoObject json) {
        if (!(json.get("keys") instanceof RegoArray set)) return List.of(json);
        var documents = new ArrayList<RegoObject>();
        for (var key : set) documents.add(Args.object(key));
        return documents;
    }

    private static RegoObject object(String text) {
        try {
            if (JsonReader.read(text.getBytes(StandardCharsets.UTF_8)) instanceof RegoObject object) return object;
        } catch (JsonException e) {
            throw BuiltinFailure.of("failed to parse a JWK key (set): " + e.getMessage());
        }
        throw BuiltinFailure.of("failed to parse a JWK key (set)");
    }

    private static Known known(RegoObject jwk) {
        var kid = jwk.get("kid") instanceof RegoString s ? s.value() : "";
        var alg = jwk.get("alg") instanceof RegoString s ? s.value() : "";
        var kind = text(jwk, "kty");
        if (kind.equals("oct")) return new Known(kid, alg, null, bytes(jwk, "k"));
        var key = Pem.parsed(() -> publicKey(jwk), "failed to parse a JWK key (set): no " + kind + " key");
        return new Known(kid, alg, key, null);
    }

    /** The key to sign with: the first of a set. */
    static RegoObject first(RegoObject json) {
        var documents = documents(json);
        if (documents.isEmpty()) throw BuiltinFailure.of("no keys found in JWK set");
        return documents.getFirst();
    }

    private static PublicKey publicKey(RegoObject jwk) throws GeneralSecurityException {
        return switch (text(jwk, "kty")) {
            case "RSA" ->
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
            case "EC" ->
                KeyFactory.getInstance("EC")
                        .generatePublic(new ECPublicKeySpec(
                                new ECPoint(number(jwk, "x"), number(jwk, "y")), curve(text(jwk, "crv"))));
            case "OKP" ->
                KeyFactory.getInstance("Ed25519")
                        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point(bytes(jwk, "x"))));
            default -> throw BuiltinFailure.of("unsupported JWK kty");
        };
    }

    /** The private key of a JWK; the key's kind is that of {@code kty}. */
    static PrivateKey privateKey(RegoObject jwk) {
        var kind = text(jwk, "kty");
        return Pem.parsed(() -> privateKey(kind, jwk), "invalid JWK: no private " + kind + " key");
    }

    private static PrivateKey privateKey(String kind, RegoObject jwk) throws GeneralSecurityException {
        return switch (kind) {
            case "RSA" ->
                KeyFactory.getInstance("RSA")
                        .generatePrivate(new RSAPrivateCrtKeySpec(
                                number(jwk, "n"),
                                number(jwk, "e"),
                                number(jwk, "d"),
                                number(jwk, "p"),
                                number(jwk, "q"),
                                number(jwk, "dp"),
                                number(jwk, "dq"),
                                number(jwk, "qi")));
            case "EC" ->
                KeyFactory.getInstance("EC")
                        .generatePrivate(new ECPrivateKeySpec(number(jwk, "d"), curve(text(jwk, "crv"))));
            case "OKP" ->
                KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, bytes(jwk, "d")));
            default -> throw BuiltinFailure.of("unsupported JWK kty");
        };
    }

    private static ECParameterSpec curve(String name) throws GeneralSecurityException {
        var jdk = switch (name) {
            case "P-256" -> "secp256r1";
            case "P-384" -> "secp384r1";
            case "P-521" -> "secp521r1";
            default -> throw BuiltinFailure.of("unsupported JWK curve " + name);
        };
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(jdk));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    /** The point of RFC 8032: little endian, the sign of x in the top bit. */
    private static EdECPoint point(byte[] encoded) {
        if (encoded.length != 32) throw BuiltinFailure.of("invalid Ed25519 key");
        var reversed = new byte[32];
        for (int i = 0; i < 32; i++) reversed[i] = encoded[31 - i];
        boolean odd = (reversed[0] & 0x80) != 0;
        reversed[0] &= 0x7f;
        return new EdECPoint(odd, new BigInteger(1, reversed));
    }

    static String text(RegoObject jwk, String key) {
        if (jwk.get(key) instanceof RegoString s) return s.value();
        throw BuiltinFailure.of("JWK without " + key);
    }

    static byte[] bytes(RegoObject jwk, String key) {
        return Encodings.decode(Base64.getUrlDecoder(), text(jwk, key));
    }

    private static BigInteger number(RegoObject jwk, String key) {
        return new BigInteger(1, bytes(jwk, key));
    }
}
