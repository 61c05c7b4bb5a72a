package org.attestry.cluster.keyring;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.attestry.bytes.Bytes;

/**
 * The cluster's keys, unwrapped, in memory only.
 *
 * @param macs the MAC keys of nonces
 * @param signing the signing keys of tokens
 */
public record Keys(List<Mac> macs, List<Signing> signing) {
    /** No keys: nothing can be issued or accepted. */
    public static final Keys NONE = new Keys(List.of(), List.of());

    public Keys {
        macs = List.copyOf(macs);
        signing = List.copyOf(signing);
    }

    /** A MAC key, HMAC-SHA-256. */
    public record Mac(WrappedKey span, SecretKeySpec key) {
        @Override
        public String toString() {
            return "Mac[" + span.kid() + "]";
        }
    }

    /** A signing key, P-256. */
    public record Signing(WrappedKey span, ECKey key) {
        @Override
        public String toString() {
            return "Signing[" + span.kid() + "]";
        }
    }

    /** Opens every key of {@code wrapped}. */
    public static Keys open(List<WrappedKey> wrapped, KeyRoot root) {
        return new Keys(
                wrapped.stream()
                        .filter(key -> key.purpose().equals(WrappedKey.NONCE_MAC))
                        .map(key ->
                                new Mac(key, new SecretKeySpec(secret(key, root).toArray(), "HmacSHA256")))
                        .toList(),
                wrapped.stream()
                        .filter(key -> key.purpose().equals(WrappedKey.TOKEN_SIGNING))
                        .map(key -> new Signing(key, parse(secret(key, root))))
                        .toList());
    }

    /** The MAC key for new nonces: the latest that is usable. */
    public Optional<Mac> macAt(Instant now) {
        return macs.stream().filter(mac -> usable(mac.span(), now)).reduce((_, later) -> later);
    }

    /** The MAC keys whose nonces are still accepted. */
    public List<Mac> acceptedMacsAt(Instant now) {
        return macs.stream().filter(mac -> accepted(mac.span(), now)).toList();
    }

    /** The signing key for new tokens: the latest that is usable. */
    public Optional<Signing> signingAt(Instant now) {
        return signing.stream().filter(key -> usable(key.span(), now)).reduce((_, later) -> later);
    }

    /** The signing keys whose tokens are accepted now or will be. */
    public List<Signing> publishedAt(Instant now) {
        return signing.stream()
                .filter(key -> now.isBefore(key.span().acceptedUntil()))
                .toList();
    }

    /** A fresh MAC key, wrapped, for the given time. */
    public static WrappedKey newMac(KeyRoot root, SecureRandom random, Instant from, Instant until, Instant accepted) {
        var secret = new byte[32];
        random.nextBytes(secret);
        var kid = kid(random);
        return new WrappedKey(
                WrappedKey.NONCE_MAC,
                kid,
                root.wrap(Bytes.copyOf(secret), context(WrappedKey.NONCE_MAC, kid)),
                from,
                until,
                accepted);
    }

    /** A fresh P-256 signing key of {@code provider}'s making, wrapped, for the given time. */
    public static WrappedKey newSigning(
            KeyRoot root, SecureRandom random, Provider provider, Instant from, Instant until, Instant accepted) {
        try {
            var kid = kid(random);
            var key = new ECKeyGenerator(Curve.P_256)
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .provider(provider)
                    .secureRandom(random)
                    .generate();
            var wrapped = root.wrap(Bytes.utf8(key.toJSONString()), context(WrappedKey.TOKEN_SIGNING, kid));
            return new WrappedKey(WrappedKey.TOKEN_SIGNING, kid, wrapped, from, until, accepted);
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is required of every Java platform", e);
        }
    }

    private static boolean usable(WrappedKey span, Instant now) {
        return !now.isBefore(span.usableFrom()) && now.isBefore(span.usableUntil());
    }

    private static boolean accepted(WrappedKey span, Instant now) {
        return !now.isBefore(span.usableFrom()) && now.isBefore(span.acceptedUntil());
    }

    private static Bytes secret(WrappedKey key, KeyRoot root) {
        return root.unwrap(key.wrapped(), context(key.purpose(), key.kid()));
    }

    private static ECKey parse(Bytes json) {
        try {
            return ECKey.parse(new String(json.toArray(), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("a signing key in the journal is not a JWK");
        }
    }

    private static String context(String purpose, String kid) {
        return purpose + "/" + kid;
    }

    private static String kid(SecureRandom random) {
        var octets = new byte[12];
        random.nextBytes(octets);
        return Bytes.copyOf(octets).base64Url();
    }
}
