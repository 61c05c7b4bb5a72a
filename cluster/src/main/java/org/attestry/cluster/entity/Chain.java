package org.attestry.cluster.entity;

import org.attestry.bytes.Bytes;
import org.attestry.persistence.audit.Leaf;
import org.attestry.persistence.events.AuditedEvent;
import org.attestry.persistence.events.Link;
import org.attestry.persistence.rocksdb.CorruptStore;

/**
 * Where the hash chain of one entity stands.
 *
 * @param length how many events there are
 * @param head the leaf hash of the last one
 */
public record Chain(long length, Bytes head) {
    /** The chain of an entity without events. */
    public static final Chain EMPTY = new Chain(0, Link.START);

    /** The link of the next event. */
    public Link next(String entity) {
        return new Link(entity, length + 1, head);
    }

    /**
     * The chain after {@code event}.
     *
     * @throws CorruptStore if the event does not continue this chain: the journal was altered, and recovery stops
     */
    public Chain after(AuditedEvent event) {
        var link = event.link();
        if (link.sequence() != length + 1 || !link.previous().equals(head)) {
            throw new CorruptStore("event " + link.sequence() + " of " + link.entity() + " breaks the hash chain");
        }
        return new Chain(length + 1, Leaf.of(event).hash());
    }
}
