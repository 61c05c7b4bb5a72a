package org.attestry.persistence.rocksdb;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import org.attestry.bytes.Bytes;

/**
 * One event as it is kept; {@code payload} is read with the codec table by {@code manifest}.
 *
 * @param writtenAt when the journal took it, milliseconds
 * @param writer the uuid of the incarnation that wrote it
 * @param serializerId the number of the serializer that made the payload
 */
public record StoredEvent(
        EventPosition position,
        Instant writtenAt,
        String writer,
        int serializerId,
        String manifest,
        Bytes payload,
        SortedSet<String> tags) {
    public StoredEvent {
        tags = new TreeSet<>(tags);
    }
}
