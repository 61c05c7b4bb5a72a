package org.attestry.verifier.crypto;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.attestry.bytes.Bytes;

/**
 * Asks a provider about signatures whose answer is known: good ones, and those that careless implementations took for good.
 *
 * <p>The vectors lie in {@code self-test.txt}: scheme, SubjectPublicKeyInfo, message, signature, {@code valid} or {@code invalid}, and
 * what they are about. They take the same way through {@link VerifyingKey} as everything else.
 */
public final class SelfTest {
    private static final String VECTORS = "self-test.txt";

    private SelfTest() {}

    /** One question with its answer. */
    record Vector(String about, SignatureScheme scheme, Bytes key, Bytes message, Bytes signature, boolean valid) {
        static Vector parse(String line) {
            var fields = line.split(" ", 6);
            return new Vector(
                    fields[5],
                    SignatureScheme.valueOf(fields[0]),
                    Bytes.fromHex(fields[1]),
                    Bytes.fromHex(fields[2]),
                    Bytes.fromHex(fields[3]),
                    fields[4].equals("valid"));
        }
    }

    /**
     * {@code provider}, if it answers every question rightly.
     *
     * @throws SelfTestFailed if it does not, or if there is nothing to ask
     */
    static CryptoProvider passed(CryptoProvider provider) {
        var vectors = vectors();
        if (vectors.isEmpty()) throw new SelfTestFailed("no self-test vectors");
        vectors.forEach(vector -> ask(provider, vector));
        return provider;
    }

    static void ask(CryptoProvider provider, Vector vector) {
        var key = provider.key(PublicKeyInfo.parse(vector.key()));
        if (key.verifies(vector.scheme(), vector.message(), vector.signature()) != vector.valid()) {
            throw new SelfTestFailed(provider.name() + ": " + vector.scheme() + ", " + vector.about());
        }
    }

    static List<Vector> vectors() {
        try (var in = SelfTest.class.getResourceAsStream(VECTORS)) {
            if (in == null) throw new SelfTestFailed("no " + VECTORS);
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines();
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Vector::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
