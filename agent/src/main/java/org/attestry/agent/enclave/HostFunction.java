package org.attestry.agent.enclave;

import org.attestry.bytes.Bytes;

/**
 * A function of the host that the enclave may call, in marshalled form.
 *
 * <p>It runs on the thread of the call that made it, or on a worker. What it returns must have {@code outSize} octets;
 * anything else, and any exception, is a failure that the enclave sees as a code, never as data.
 */
public interface HostFunction {
    Bytes call(Bytes in, int outSize);
}
