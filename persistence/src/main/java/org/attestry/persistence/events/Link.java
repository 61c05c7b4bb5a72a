package org.attestry.persistence.events;

import org.attestry.bytes.Bytes;

/**
 * The place of an event in the hash chain of its entity.
 *
 * @param entity the persistence id
 * @param sequence 1 for the entity's first event
 * @param previous the leaf hash of the entity's event before, 32 octets; {@link #START} for the first
 */
public record Link(String entity, long sequence, Bytes previous) {
    /** What stands before the first event: 32 zero octets. */
    public static final Bytes START = Bytes.copyOf(new byte[32]);
}
