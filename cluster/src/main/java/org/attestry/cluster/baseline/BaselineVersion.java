package org.attestry.cluster.baseline;

import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionAdded;

/** One version of a baseline as recorded: everything but the reference values, which {@code digest} names. */
public record BaselineVersion(
        String tenant, String tee, String name, int version, Bytes digest, Instant notBefore, Instant notAfter) {
    static BaselineVersion of(BaselineVersionAdded event) {
        return new BaselineVersion(
                event.tenant(),
                event.tee(),
                event.name(),
                event.version(),
                event.digest(),
                event.notBefore(),
                event.notAfter());
    }
}
