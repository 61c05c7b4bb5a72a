package org.attestry.cluster;

import org.attestry.cluster.NodeConfig.KeyConfig.RootSource;
import org.attestry.cluster.keyring.KeyFiles;
import org.attestry.cluster.keyring.Pkcs11Token;
import org.attestry.config.Section;
import org.attestry.persistence.rocksdb.StoreFolder;

/**
 * Tries the files and folders of a configuration with what a start uses them by, and leaves them as they are: what a start would refuse is
 * noted under its key.
 *
 * <p>What only a start can see is left to it: a taken port, a folder in use, a journal that is damaged or of a newer release, a PIN.
 */
final class NamedFiles {
    private final Section attest;
    private final NodeConfig config;
    private final KeyFiles keys = KeyFiles.onlyLooking();

    private NamedFiles(Section attest, NodeConfig config) {
        this.attest = attest;
        this.config = config;
    }

    /** Notes in {@code attest}, which {@code config} was read from, what will not do. */
    static void check(Section attest, NodeConfig config) {
        var files = new NamedFiles(attest, config);
        files.tls();
        files.root();
        files.folders();
        files.data();
    }

    private void tls() {
        attest.requireFile("tls.key-store");
        attest.requireFile("tls.password-file");
        config.tls().ifPresent(tls -> {
            attempt("tls.password-file", () -> KeyFiles.secret(tls.passwordFile()));
            if (attest.sound("tls.password-file")) attempt("tls.key-store", () -> HttpServer.context(tls));
        });
    }

    private void root() {
        switch (config.keys().root()) {
            case RootSource.InFile() -> {}
            case RootSource.FromPassphrase(var file) -> {
                attest.requireFile("keys.passphrase-file");
                attempt("keys.passphrase-file", () -> KeyRoots.passphrase(file));
            }
            case RootSource.OnToken(var library, var _, var _, var pinFile) -> {
                attest.requireFile("keys.pkcs11.library");
                attempt("keys.pkcs11.library", () -> Pkcs11Token.requireDriver(library));
                attest.requireFile("keys.pkcs11.pin-file");
                attempt("keys.pkcs11.pin-file", () -> KeyFiles.secret(pinFile));
            }
        }
    }

    private void folders() {
        var endorsements = attest.section("endorsements");
        endorsements.names().forEach(endorsements::requireFolder);
        attest.requireFolder("plugins");
    }

    private void data() {
        var journal = PekkoConfig.journal(config);
        if (attest.sound("data")) attest.requireWritableFolder("data", journal);
        if (attest.sound("data")) StoreFolder.problem(journal).ifPresent(what -> attest.refuse("data", what));
        attempt("data", this::rootInData);
        if (attest.sound("tenants"))
            attempt("data", () -> AccessKeys.of(keys, config).access());
        if (attest.sound("data")) DataFolder.problem(config).ifPresent(what -> attest.refuse("data", what));
    }

    private void rootInData() {
        switch (config.keys().root()) {
            case RootSource.InFile() -> keys.readOrCreate(KeyRoots.key(config));
            case RootSource.FromPassphrase(var _) -> keys.readOrCreate(KeyRoots.salt(config));
            case RootSource.OnToken(var _, var _, var _, var _) -> {}
        }
    }

    /** Tries what {@code name} says, unless that is known to be wrong. */
    private void attempt(String name, Runnable use) {
        if (!attest.sound(name)) return;
        try {
            use.run();
        } catch (KeyFiles.KeyFileRefused | IllegalArgumentException e) {
            attest.refuse(name, String.valueOf(e.getMessage()));
        }
    }
}
