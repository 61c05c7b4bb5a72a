package org.attestry.agent.enclave;

import java.time.Instant;
import org.attestry.bytes.Bytes;

/**
 * What says that an enclave was attested, and until when that counts.
 *
 * @param proof the token of a service, or evidence for whoever verifies it
 * @param expires from then on it counts no more
 */
public record Attested(Bytes proof, Instant expires) {
    @Override
    public String toString() {
        return "Attested[" + proof.size() + " octets, until " + expires + "]";
    }
}
