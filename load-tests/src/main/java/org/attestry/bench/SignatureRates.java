package org.attestry.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;

/** What the crypto provider does by itself in one thread: the measure that everything else is held against. */
public final class SignatureRates {
    private static final int REPORT_OCTETS = 0x2a0;

    private SignatureRates() {}

    /** P-384 verifications a second over as many octets as a report signs, with one key. */
    public static double verifyP384(Provider provider, Duration time) {
        try {
            var signing = new Setting(provider, "secp384r1", "SHA384withECDSA");
            var signature = signing.sign();
            return rate(time, () -> signing.verify(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** ES256 signatures a second over as many octets as a token has. */
    public static double signP256(Provider provider, Duration time) {
        try {
            var signing = new Setting(provider, "secp256r1", "SHA256withECDSA");
            return rate(time, signing::sign);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something to be done again and again. */
    @FunctionalInterface
    public interface Work {
        /** Does it once. */
        Object once() throws GeneralSecurityException;
    }

    /** How often a second {@code work} is done in this thread. */
    public static double rate(Duration time, Work work) throws GeneralSecurityException {
        long done = 0;
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        while (System.nanoTime() < end) {
            if (work.once().equals(false)) throw new IllegalStateException("the work failed");
            done++;
        }
        return done * 1e9 / (System.nanoTime() - begun);
    }

    private static final class Setting {
        private final Provider provider;
        private final String algorithm;
        private final java.security.KeyPair pair;
        private final byte[] message = new byte[REPORT_OCTETS];

        Setting(Provider provider, String curve, String algorithm) throws GeneralSecurityException {
            this.provider = provider;
            this.algorithm = algorithm;
            var random = new SecureRandom();
            var generator = KeyPairGenerator.getInstance("EC", provider);
            generator.initialize(new ECGenParameterSpec(curve), random);
            this.pair = generator.generateKeyPair();
            random.nextBytes(message);
        }

        byte[] sign() throws GeneralSecurityException {
            var signature = java.security.Signature.getInstance(algorithm, provider);
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        }

        boolean verify(byte[] octets) throws GeneralSecurityException {
            var signature = java.security.Signature.getInstance(algorithm, provider);
            signature.initVerify(pair.getPublic());
            signature.update(message);
            return signature.verify(octets);
        }
    }
}
