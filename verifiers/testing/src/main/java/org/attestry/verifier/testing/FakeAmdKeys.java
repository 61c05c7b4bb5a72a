package org.attestry.verifier.testing;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.attestry.verifier.crypto.CryptoProvider;

/**
 * The RSA keys of a fake AMD: root, issuer of VCEKs, issuer of VLEKs.
 *
 * <p>Keys of 4096 bits, as AMD's are, take seconds to make: share them within a JVM, or take 2048 bits where a test does not care.
 */
public record FakeAmdKeys(KeyPair ark, KeyPair ask, KeyPair asvk) {
    /** As long as AMD's. */
    public static final int FAITHFUL = 4096;
    /** As short as verifiers accept. */
    public static final int QUICK = 2048;

    private static final Map<Integer, FakeAmdKeys> SHARED = new ConcurrentHashMap<>();

    /** New keys of {@code bits}; the same for the same sequence of random numbers. */
    public static FakeAmdKeys generate(int bits, SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits, random);
            return from(generator);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("RSA is required of every Java platform", e);
        }
    }

    /** New keys of {@code bits}, never the same: {@code crypto} makes them with its own random numbers, and quickly where it is native. */
    public static FakeAmdKeys fresh(int bits, CryptoProvider crypto) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA", crypto.jca());
            generator.initialize(bits);
            return from(generator);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("RSA is required of every crypto provider", e);
        }
    }

    private static FakeAmdKeys from(KeyPairGenerator generator) {
        return new FakeAmdKeys(generator.generateKeyPair(), generator.generateKeyPair(), generator.generateKeyPair());
    }

    /** Keys of {@code bits} that are made once in this JVM, from the first {@code random} that comes. */
    public static FakeAmdKeys shared(int bits, SecureRandom random) {
        return SHARED.computeIfAbsent(bits, size -> generate(size, random));
    }

    /** No word of the keys. */
    @Override
    public String toString() {
        return "FakeAmdKeys";
    }
}
