package org.attestry.agent.enclave;

/** A result of the C API other than success: its number, as unsigned 32 bits, and its name. */
public record ResultCode(int value, String name) {
    static final int SUCCESS = 0;
    static final int ENCLAVE_DEAD = 0xFFFF3024;
    static final int UNFINISHED = 0xFFFF922C;
    static final int POOL_FULL = 0xFFFF9221;
    static final int ROLLBACK = 0xFFFF922D;

    /** Whether the enclave is gone, died or closed, so that only a new one can answer. */
    public boolean dead() {
        return value == ENCLAVE_DEAD;
    }

    /** Whether the pool has no slot for one more call now. */
    public boolean full() {
        return value == POOL_FULL || value == ROLLBACK;
    }

    @Override
    public String toString() {
        return name + " (0x" + Integer.toHexString(value) + ")";
    }
}
