package org.attestry.cluster.keyring;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/** A PKCS#11 token, by the platform's own provider: keys are made and used there, and never leave it. */
public final class Pkcs11Token {
    private static final int KEY_BITS = 256;

    private final Provider provider;
    private final KeyStore keys;

    /**
     * Logs in to the token in a slot.
     *
     * @param library its driver
     * @param slot the index in the driver's list of slots
     * @throws KeyFiles.KeyFileRefused if there is no such driver or token, or the PIN is wrong
     */
    public Pkcs11Token(Path library, int slot, String pin) {
        requireDriver(library);
        try {
            this.provider = Security.getProvider("SunPKCS11").configure("--" + configuration(library, slot));
            this.keys = KeyStore.getInstance("PKCS11", provider);
            keys.load(null, pin.toCharArray());
        } catch (GeneralSecurityException | IOException | ProviderException | InvalidParameterException e) {
            throw new KeyFiles.KeyFileRefused(
                    "the PKCS#11 token in slot " + slot + " of " + library + " cannot be used: " + said(e));
        }
    }

    /**
     * Refuses what cannot be a token's driver, without loading it.
     *
     * @throws KeyFiles.KeyFileRefused if {@code library} is not there, or no library of this machine
     */
    public static void requireDriver(Path library) {
        try {
            if (SharedLibrary.isOne(library)) return;
            throw new KeyFiles.KeyFileRefused(
                    "the PKCS#11 library " + library + " is no shared library of this machine");
        } catch (IOException e) {
            throw new KeyFiles.KeyFileRefused("there is no PKCS#11 library " + library + ": " + e.getMessage());
        }
    }

    private static String configuration(Path library, int slot) {
        return """
                name = attestry-%d
                library = "%s"
                slotListIndex = %d
                attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
                  CKA_TOKEN = true
                  CKA_PRIVATE = true
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_ENCRYPT = true
                  CKA_DECRYPT = true
                }
                """.formatted(slot, library.toAbsolutePath(), slot);
    }

    /**
     * The AES key of that label as a key root; made where the token has none.
     *
     * @throws KeyFiles.KeyFileRefused if something else has that label
     */
    public KeyRoot root(String label, SecureRandom random) {
        try {
            if (!keys.containsAlias(label)) make(label);
            if (keys.getKey(label, null) instanceof SecretKey key
                    && key.getAlgorithm().equals("AES")) return new KeyRoot(key, provider, random);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new KeyFiles.KeyFileRefused("the PKCS#11 token gives no key " + label + ": " + said(e));
        }
        throw new KeyFiles.KeyFileRefused(label + " is no AES key of the PKCS#11 token");
    }

    private void make(String label) throws GeneralSecurityException {
        var generator = KeyGenerator.getInstance("AES", provider);
        generator.init(KEY_BITS);
        keys.setKeyEntry(label, generator.generateKey(), null, null);
    }

    /** The innermost cause: what wraps it says only that something failed. */
    private static String said(Throwable failure) {
        var cause = failure;
        for (var next = cause.getCause(); next != null; next = next.getCause()) cause = next;
        return String.valueOf(cause.getMessage());
    }
}
