package org.attestry.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.NodeConfig.KeyConfig.RootSource;
import org.attestry.cluster.keyring.KeyFiles;
import org.attestry.cluster.keyring.KeyRoot;
import org.attestry.cluster.keyring.Pkcs11Token;
import org.bouncycastle.crypto.generators.SCrypt;

/** Makes the key root that the configuration asks for: in a file in the data folder, derived from a passphrase, or on a token. */
public final class KeyRoots {
    private static final int SCRYPT_N = 1 << 15;
    private static final int SCRYPT_R = 8;
    private static final int SCRYPT_P = 1;
    private static final int LEAST_CHARACTERS = 12;

    private KeyRoots() {}

    /**
     * The root that {@code config} names.
     *
     * @throws KeyFiles.KeyFileRefused if a file is open to others, the passphrase too short, or the token cannot be used
     */
    public static KeyRoot of(NodeConfig config, SecureRandom random) {
        var files = new KeyFiles(random);
        var folder = config.data().resolve("keys");
        return switch (config.keys().root()) {
            case RootSource.InFile() -> new KeyRoot(files.readOrCreate(folder.resolve("root.key")), random);
            case RootSource.FromPassphrase(var file) ->
                new KeyRoot(derived(file, files.readOrCreate(folder.resolve("root.salt"))), random);
            case RootSource.OnToken(var library, var slot, var label, var pinFile) ->
                new Pkcs11Token(library, slot, secret(pinFile)).root(label, random);
        };
    }

    /**
     * Refuses a start whose journal has keys, while the file that they are wrapped under is gone: a new one would open none of them.
     *
     * @throws KeyFiles.KeyFileRefused if so
     */
    static void requireKept(NodeConfig config) {
        var folder = config.data().resolve("keys");
        switch (config.keys().root()) {
            case RootSource.InFile() -> requireKept(folder.resolve("root.key"));
            case RootSource.FromPassphrase(var _) -> requireKept(folder.resolve("root.salt"));
            case RootSource.OnToken(var _, var _, var _, var _) -> {}
        }
    }

    private static void requireKept(Path file) {
        if (Files.notExists(file)) {
            throw new KeyFiles.KeyFileRefused(
                    file + " is missing, and the keys in the journal are wrapped under it: restore it from a backup");
        }
    }

    /** scrypt (RFC 7914), N = 2^15, r = 8, p = 1, over a random salt that lies beside the keys. */
    private static Bytes derived(Path file, Bytes salt) {
        var passphrase = secret(file);
        if (passphrase.length() < LEAST_CHARACTERS) {
            throw new KeyFiles.KeyFileRefused("the passphrase in " + file + " is shorter than 12 characters");
        }
        return Bytes.copyOf(SCrypt.generate(
                passphrase.getBytes(StandardCharsets.UTF_8), salt.toArray(), SCRYPT_N, SCRYPT_R, SCRYPT_P, 32));
    }

    private static String secret(Path file) {
        KeyFiles.requireOwnerOnly(file);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
