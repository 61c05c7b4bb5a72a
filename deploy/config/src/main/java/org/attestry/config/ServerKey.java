package org.attestry.config;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;

/** Reads the key and the chain that a TLS server shows, and takes no key store that has none. */
public final class ServerKey {
    private ServerKey() {}

    /**
     * What is in the PKCS#12 file {@code keyStore}.
     *
     * @param group of keys that names it, for what is said of it
     * @throws IllegalArgumentException if it is not opened by {@code password}, or holds no private key
     */
    public static KeyManagerFactory read(String group, Path keyStore, String password) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            try (var in = RegularFile.open(keyStore)) {
                store.load(in, password.toCharArray());
            }
            requirePrivateKey(store);
            var keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, password.toCharArray());
            return keys;
        } catch (IOException e) {
            throw new IllegalArgumentException(group + ".key-store " + keyStore + " " + unopened(group, e), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    group + ".key-store " + keyStore + " does not hold a usable key: " + e.getMessage(), e);
        }
    }

    private static void requirePrivateKey(KeyStore store) throws GeneralSecurityException {
        for (var alias : Collections.list(store.aliases())) {
            if (store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class)) return;
        }
        throw new GeneralSecurityException("it holds no private key");
    }

    private static String unopened(String group, IOException failure) {
        if (failure instanceof NoSuchFileException) return "does not exist";
        return failure.getCause() instanceof UnrecoverableKeyException
                ? "is not opened by the password in " + group + ".password-file"
                : "is no PKCS#12 key store that can be read";
    }
}
