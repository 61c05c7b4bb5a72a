package org.attestry.cluster.baseline;

import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.entity.Versions;
import org.attestry.persistence.events.BaselineEvent;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionActivated;
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

    /** The versions after {@code event}: the same step in the entity and in whoever reads its events. */
    public static Versions<BaselineVersion> fold(Versions<BaselineVersion> versions, BaselineEvent event) {
        return switch (event) {
            case BaselineVersionAdded added -> versions.with(of(added));
            case BaselineVersionActivated activated -> versions.activating(activated.version());
        };
    }
}
