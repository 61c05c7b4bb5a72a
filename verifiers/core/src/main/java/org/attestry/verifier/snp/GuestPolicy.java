package org.attestry.verifier.snp;

import org.attestry.bytes.Malformed;

/** The policy that the guest was launched with (AMD 56860, "Guest Policy Structure"), all 64 bits of it. */
public record GuestPolicy(long raw) {
    private static final int MUST_BE_ONE = 17;
    private static final int FIRST_RESERVED = 26;

    public GuestPolicy {
        if ((raw >>> MUST_BE_ONE & 1) == 0) throw new Malformed("POLICY", "bit 17 is not set");
        if (raw >>> FIRST_RESERVED != 0) throw new Malformed("POLICY", "reserved bits are set");
    }

    /** The least minor version of the firmware ABI. */
    public int abiMinor() {
        return (int) (raw & 0xff);
    }

    /** The least major version of the firmware ABI. */
    public int abiMajor() {
        return (int) (raw >>> 8 & 0xff);
    }

    /** Simultaneous multithreading is allowed. */
    public boolean smt() {
        return bit(16);
    }

    /** A migration agent may be associated. */
    public boolean migrateMa() {
        return bit(18);
    }

    /** The host may read and write the guest's memory. */
    public boolean debug() {
        return bit(19);
    }

    /** The guest runs on one socket only. */
    public boolean singleSocket() {
        return bit(20);
    }

    /** CXL devices may be attached. */
    public boolean cxlAllow() {
        return bit(21);
    }

    /** Memory has to be encrypted by AES-256 XTS. */
    public boolean memAes256Xts() {
        return bit(22);
    }

    /** Power measurement has to be off. */
    public boolean raplDis() {
        return bit(23);
    }

    /** Ciphertext has to be hidden from the host. */
    public boolean ciphertextHiding() {
        return bit(24);
    }

    /** The host may not swap pages with the guest's help. */
    public boolean pageSwapDisable() {
        return bit(25);
    }

    private boolean bit(int n) {
        return (raw >>> n & 1) == 1;
    }
}
