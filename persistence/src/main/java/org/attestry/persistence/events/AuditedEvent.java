package org.attestry.persistence.events;

import java.time.Instant;

/** An event of any entity: it has a time and a place in its entity's hash chain, and becomes one leaf of the audit log. */
public sealed interface AuditedEvent permits TeeNodeEvent, BaselineEvent, PolicyEvent, KeyRingEvent {
    /** Where it stands in the chain. */
    Link link();

    /** When it was decided, by the clock of the cluster node that decided. */
    Instant at();
}
