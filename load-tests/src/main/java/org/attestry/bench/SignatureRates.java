package org.attestry.bench;

import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

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

    /**
     * CPU time of one P-384 verification and one ES256 signature, in microseconds, while every processor does the same: two that share a
     * core slow each other down, and the service under load has all of them.
     */
    public static double busyMicros(Provider provider, Duration time) {
        try {
            var verifying = new Setting(provider, "secp384r1", "SHA384withECDSA");
            var signing = new Setting(provider, "secp256r1", "SHA256withECDSA");
            var signature = verifying.sign();
            return busyMicros(time, () -> verifying.verify(signature) && signing.sign().length > 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double busyMicros(Duration time, Work work) {
        var threads = ManagementFactory.getThreadMXBean();
        int processors = Runtime.getRuntime().availableProcessors();
        try (var pool = Executors.newFixedThreadPool(processors)) {
            return IntStream.range(0, processors)
                    .mapToObj(_ -> pool.submit(() -> {
                        long begun = threads.getCurrentThreadCpuTime();
                        double done = rate(time, work) * time.toNanos() / 1e9;
                        return (threads.getCurrentThreadCpuTime() - begun) / 1e3 / done;
                    }))
                    .toList()
                    .stream()
                    .mapToDouble(SignatureRates::ended)
                    .average()
                    .orElseThrow();
        }
    }

    private static double ended(Future<Double> measured) {
        try {
            return measured.get();
        } catch (InterruptedException | ExecutionException e) {
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
