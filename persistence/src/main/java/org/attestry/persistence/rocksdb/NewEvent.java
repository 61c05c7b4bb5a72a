package org.attestry.persistence.rocksdb;

import java.util.List;
import java.util.Optional;

/** An event that wants to be written, already in octets; with the {@code fences} that it takes. */
record NewEvent(
        long sequenceNr,
        String writer,
        long writtenAt,
        List<String> tags,
        Optional<Payload> metadata,
        Payload payload,
        List<FenceRow> fences) {
    NewEvent {
        tags = List.copyOf(tags);
        fences = List.copyOf(fences);
    }
}
