package org.attestry.persistence.rocksdb;

import java.util.List;
import java.util.Optional;

/** An event that wants to be written, already in octets; {@code redeems} if it spends a nonce. */
record NewEvent(
        long sequenceNr,
        String writer,
        long writtenAt,
        List<String> tags,
        Optional<Payload> metadata,
        Payload payload,
        Optional<FenceRow> redeems) {
    NewEvent {
        tags = List.copyOf(tags);
    }
}
