package org.attestry.verifier;

import org.attestry.bytes.Bytes;

/**
 * Computes what an attester puts into the evidence (REPORT_DATA, extraData, …) so that the evidence answers a nonce and proves a key.
 *
 * <p>{@code H("attestry report binding v1" ‖ 0x00 ‖ u16be |nonce| ‖ nonce ‖ u16be |key| ‖ key)} with SHA-512, SHA-384 or SHA-256,
 * whichever fills the field: 64, 48 or 32 octets. {@code key} is the DER SubjectPublicKeyInfo of the key that the attester holds, or
 * empty where it proves none. The lengths keep nonce and key from running into each other.
 */
public final class ReportBinding {
    private static final Bytes TAG = Bytes.concat(Bytes.utf8("attestry report binding v1"), Bytes.of(0));

    private ReportBinding() {}

    /**
     * The octets to bind.
     *
     * @param size 64, 48 or 32
     * @param nonce the challenge, 8 to 64 octets (RFC 9334 and EAT ask for at least 64 bits)
     * @param key the DER SubjectPublicKeyInfo, or empty
     * @throws IllegalArgumentException if {@code size} or the length of {@code nonce} is another
     */
    public static Bytes of(int size, Bytes nonce, Bytes key) {
        if (nonce.size() < 8 || nonce.size() > 64) throw new IllegalArgumentException("a nonce has 8 to 64 octets");
        var input = Bytes.concat(TAG, length(nonce), nonce, length(key), key);
        return switch (size) {
            case 64 -> input.sha512();
            case 48 -> input.sha384();
            case 32 -> input.sha256();
            default -> throw new IllegalArgumentException("no digest of " + size + " octets");
        };
    }

    private static Bytes length(Bytes part) {
        return Bytes.of(part.size() >> 8 & 0xff, part.size() & 0xff);
    }
}
