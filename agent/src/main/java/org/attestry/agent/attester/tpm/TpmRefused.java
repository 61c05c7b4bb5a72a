package org.attestry.agent.attester.tpm;

import java.io.IOException;

/** A TPM answered a command with a code that is no success (TPM 2.0 Library, Part 2, TPM_RC). */
public final class TpmRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final long code;

    TpmRefused(String command, long code) {
        super("the TPM refused " + command + " with 0x" + Long.toHexString(code));
        this.code = code;
    }

    /** The code. */
    public long code() {
        return code;
    }
}
