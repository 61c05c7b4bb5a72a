package org.attestry.agent.enclave;

import org.attestry.bytes.Bytes;

/** How a call into an enclave ended. */
public sealed interface NativeResult {
    /** What the enclave wrote: as many octets as were asked for. */
    record Answered(Bytes out) implements NativeResult {}

    record Refused(ResultCode why) implements NativeResult {}
}
