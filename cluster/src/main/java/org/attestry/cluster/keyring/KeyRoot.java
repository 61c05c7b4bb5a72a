package org.attestry.cluster.keyring;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.attestry.bytes.Bytes;

/**
 * Wraps private keys for the journal: AES-256-GCM under a root that comes from the machine's own configuration, never from the store
 * that holds what is wrapped.
 *
 * <p>A wrapped key is {@code 12 octets IV ‖ ciphertext ‖ 16 octets tag}; the key's purpose and name are authenticated with it, so that
 * one cannot be passed off as another.
 */
public final class KeyRoot {
    private static final int IV_SIZE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey root;
    private final Optional<Provider> device;
    private final SecureRandom random;

    /**
     * A root of 32 octets.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    public KeyRoot(Bytes root, SecureRandom random) {
        if (root.size() != 32) throw new IllegalArgumentException("a key root has 32 octets");
        this.root = new SecretKeySpec(root.toArray(), "AES");
        this.device = Optional.empty();
        this.random = random;
    }

    /** A key of 256 bits on a device, which does the wrapping. */
    KeyRoot(SecretKey onDevice, Provider device, SecureRandom random) {
        this.root = onDevice;
        this.device = Optional.of(device);
        this.random = random;
    }

    /** A root that lives as long as this process: what it wraps nobody can open afterwards. For demonstrations. */
    public static KeyRoot ephemeral(SecureRandom random) {
        var root = new byte[32];
        random.nextBytes(root);
        return new KeyRoot(Bytes.copyOf(root), random);
    }

    /** {@code secret} wrapped, bound to {@code context}. */
    public Bytes wrap(Bytes secret, String context) {
        var iv = new byte[IV_SIZE];
        random.nextBytes(iv);
        try {
            return Bytes.concat(Bytes.copyOf(iv), crypt(Cipher.ENCRYPT_MODE, Bytes.copyOf(iv), secret, context));
        } catch (GeneralSecurityException | ProviderException e) {
            throw new IllegalStateException("the key root cannot wrap: " + e.getMessage(), e);
        }
    }

    /**
     * What was wrapped.
     *
     * @throws WrongRoot if it was wrapped under another root or for another context, or was altered
     */
    public Bytes unwrap(Bytes wrapped, String context) {
        if (wrapped.size() < IV_SIZE) throw new WrongRoot(context);
        try {
            return crypt(
                    Cipher.DECRYPT_MODE, wrapped.slice(0, IV_SIZE), wrapped.slice(IV_SIZE, wrapped.size()), context);
        } catch (AEADBadTagException e) {
            throw new WrongRoot(context);
        } catch (GeneralSecurityException | ProviderException e) {
            // A device does not say what it found wrong.
            if (device.isPresent()) throw new WrongRoot(context);
            throw new IllegalStateException("AES-GCM is required of every Java platform", e);
        }
    }

    private Bytes crypt(int mode, Bytes iv, Bytes input, String context) throws GeneralSecurityException {
        var cipher = device.isPresent()
                ? Cipher.getInstance("AES/GCM/NoPadding", device.get())
                : Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, root, new GCMParameterSpec(TAG_BITS, iv.toArray()));
        cipher.updateAAD(Bytes.utf8(context).toArray());
        return Bytes.copyOf(cipher.doFinal(input.toArray()));
    }

    /** The key in the journal cannot be opened with this root. */
    public static final class WrongRoot extends RuntimeException {
        WrongRoot(String context) {
            super("the key root does not open " + context
                    + ": the data folder belongs to another root (file, passphrase or token), or was altered");
        }
    }
}
