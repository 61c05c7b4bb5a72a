package org.attestry.cluster.baseline;

import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionAdded;

/**
 * One version of a baseline as recorded by the request that added it: everything but the reference values, which {@code digest} names.
 *
 * @param addedAt the instant of the request, at which the version begins where it did not say when
 */
public record BaselineVersion(
        String requestId,
        Instant addedAt,
        String tenant,
        String tee,
        String name,
        int version,
        Bytes digest,
        Instant notBefore,
        Instant notAfter) {
    static BaselineVersion of(BaselineVersionAdded event) {
        return new BaselineVersion(
                event.requestId(),
                event.at(),
                event.tenant(),
                event.tee(),
                event.name(),
                event.version(),
                event.digest(),
                event.notBefore(),
                event.notAfter());
    }
}
