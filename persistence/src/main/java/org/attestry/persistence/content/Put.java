package org.attestry.persistence.content;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.attestry.bytes.Bytes;

/**
 * Contents on their way into a store.
 *
 * @param digests their SHA-256 in their order, known at once
 * @param kept completes when all of them are kept; fails, and none of them is, with {@link ContentTooLarge} or a storage failure
 */
public record Put(List<Bytes> digests, CompletionStage<?> kept) {
    public Put {
        digests = List.copyOf(digests);
    }
}
