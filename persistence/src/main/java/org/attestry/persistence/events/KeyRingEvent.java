package org.attestry.persistence.events;

import java.time.Instant;
import org.attestry.bytes.Bytes;

/** What happens to the cluster's own keys. Private parts occur wrapped only. */
public sealed interface KeyRingEvent extends AuditedEvent {
    /**
     * A key was added.
     *
     * @param purpose {@code nonce-mac} or {@code token-signing}
     * @param kid its name
     * @param wrapped the private part under the key root
     * @param usableFrom from when it is used for new work
     * @param usableUntil until when it is used for new work
     * @param acceptedUntil until when what it made is accepted
     */
    record KeyAdded(
            Link link,
            Instant at,
            String purpose,
            String kid,
            Bytes wrapped,
            Instant usableFrom,
            Instant usableUntil,
            Instant acceptedUntil)
            implements KeyRingEvent {}
}
