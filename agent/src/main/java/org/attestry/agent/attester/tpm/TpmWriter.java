package org.attestry.agent.attester.tpm;

import java.io.ByteArrayOutputStream;
import org.attestry.bytes.Bytes;

/** Marshals what commands are made of, big-endian (TPM 2.0 Library, Part 2). */
final class TpmWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TpmWriter u8(int value) {
        out.write(value);
        return this;
    }

    TpmWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    TpmWriter u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    /** A TPM2B: a size of 16 bits, and so many octets. */
    TpmWriter sized(Bytes octets) {
        u16(octets.size());
        out.writeBytes(octets.toArray());
        return this;
    }

    TpmWriter bytes(Bytes octets) {
        out.writeBytes(octets.toArray());
        return this;
    }

    Bytes done() {
        return Bytes.copyOf(out.toByteArray());
    }
}
