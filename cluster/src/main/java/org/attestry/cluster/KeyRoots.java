package org.attestry.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Utf8;
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
        return switch (config.keys().root()) {
            case RootSource.InFile() -> new KeyRoot(files.readOrCreate(key(config)), random);
            case RootSource.FromPassphrase(var file) ->
                new KeyRoot(derived(file, files.readOrCreate(salt(config))), random);
            case RootSource.OnToken(var library, var slot, var label, var pinFile) ->
                new Pkcs11Token(library, slot, KeyFiles.secret(pinFile)).root(label, random);
        };
    }

    /** Where the keys of a data folder lie. */
    static Path folder(NodeConfig config) {
        return config.data().resolve("keys");
    }

    /** Where a root in a file lies. */
    static Path key(NodeConfig config) {
        return folder(config).resolve("root.key");
    }

    /** Where the salt of a root from a passphrase lies. */
    static Path salt(NodeConfig config) {
        return folder(config).resolve("root.salt");
    }

    /**
     * Refuses a start whose journal has keys, while the file that they are wrapped under is gone: a new one would open none of them.
     *
     * @throws KeyFiles.KeyFileRefused if so
     */
    static void requireKept(NodeConfig config) {
        switch (config.keys().root()) {
            case RootSource.InFile() -> requireKept(key(config));
            case RootSource.FromPassphrase(var _) -> requireKept(salt(config));
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
        var octets = Utf8.octets(passphrase(file));
        return Bytes.copyOf(SCrypt.generate(octets, salt.toArray(), SCRYPT_N, SCRYPT_R, SCRYPT_P, 32));
    }

    /**
     * The passphrase in {@code file}.
     *
     * @throws KeyFiles.KeyFileRefused if the file is open to others, or the passphrase too short
     */
    static String passphrase(Path file) {
        var passphrase = KeyFiles.secret(file);
        if (passphrase.length() < LEAST_CHARACTERS) {
            throw new KeyFiles.KeyFileRefused("the passphrase in " + file + " is shorter than 12 characters");
        }
        return passphrase;
    }
}
