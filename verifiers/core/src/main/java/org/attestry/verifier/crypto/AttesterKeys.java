package org.attestry.verifier.crypto;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/**
 * Which keys of an attester evidence may bind: EC on P-256, P-384 or P-521, and RSA of 2048 to 8192 bits. The agent that binds them, the
 * service that names them in tokens and whoever asks for a proof of possession take these, and refuse others in these words.
 */
public final class AttesterKeys {
    /** Why another key is refused. */
    public static final String OTHER = "\"key\" is not an EC key on P-256, P-384 or P-521, nor an RSA key of 2048 to"
            + " 8192 bits, as RFC 7518 writes them";

    /** Why a private or a symmetric key is refused. */
    public static final String SECRET = "\"key\" holds a private or a symmetric key: send a public key only";

    private AttesterKeys() {}

    /** Whether {@code key} is one; that a point is on its curve is for whoever made the key of it. */
    public static boolean take(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec -> isNamed(ec);
            case RSAPublicKey rsa -> isUsual(rsa);
            default -> false;
        };
    }

    private static boolean isNamed(ECPublicKey key) {
        return Arrays.stream(Curve.values())
                .anyMatch(curve -> curve.order().equals(key.getParams().getOrder()));
    }

    /** Fewer bits can be factored, more only cost whoever verifies; an exponent that is even or 1 is none. */
    private static boolean isUsual(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        var exponent = key.getPublicExponent();
        return bits >= 2048
                && bits <= 8192
                && exponent.testBit(0)
                && exponent.bitLength() > 1
                && exponent.bitLength() <= Integer.SIZE;
    }
}
