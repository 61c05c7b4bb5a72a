package org.attestry.persistence.rocksdb;

import java.time.Instant;
import java.util.Optional;
import org.attestry.bytes.Bytes;

/**
 * One event as it is kept; {@code payload} is read with the codec table by {@code manifest}.
 *
 * @param writtenAt when the journal took it, milliseconds
 * @param writer the uuid of the incarnation that wrote it
 * @param serializerId the number of the serializer that made the payload
 * @param name what no other event is called, where it has such a name
 */
public record StoredEvent(
        EventPosition position,
        Instant writtenAt,
        String writer,
        int serializerId,
        String manifest,
        Bytes payload,
        Optional<String> name) {}
