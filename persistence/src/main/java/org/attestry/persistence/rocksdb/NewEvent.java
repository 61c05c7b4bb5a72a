package org.attestry.persistence.rocksdb;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An event that wants to be written, already in octets.
 *
 * @param name what no other event may be called
 * @param fence what no other event may take
 */
record NewEvent(
        long sequenceNr,
        String writer,
        long writtenAt,
        Optional<String> name,
        Optional<Payload> metadata,
        Payload payload,
        Optional<Claim> fence) {
    /** All that no other event may have, if this is one of {@code persistenceId}. */
    List<Claim> claims(String persistenceId) {
        var place = Keys.numbered(persistenceId, sequenceNr);
        return Stream.concat(fence.stream(), name.map(text -> Claim.ofName(text, place)).stream())
                .toList();
    }
}
