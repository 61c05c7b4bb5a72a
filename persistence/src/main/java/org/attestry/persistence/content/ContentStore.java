package org.attestry.persistence.content;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.attestry.bytes.Bytes;

/**
 * Octets under their SHA-256: put once, never changed, and never handed out under a digest that is not theirs.
 *
 * <p>A put alone promises nothing about a power cut. It promises this: an event persisted in the same store after the put completed is
 * durable only together with the content. So the order is put, then persist the event that names the digest.
 *
 * <p>Content may name other content, as evidence names its attachments. Both go by one put, which holds for what was kept before and is
 * not written again as for what is new: whoever finds an event then finds what its contents name, too.
 */
public interface ContentStore {
    /**
     * Keeps all of it by one write, or nothing: {@code together} as a {@link Bundle} of {@code at}, in which alone they are found, and each
     * of {@code apart} by itself, where storing the same octets again changes nothing.
     *
     * @return completes when all is kept; fails, and nothing is, with {@link ContentTooLarge} or a storage failure
     */
    CompletionStage<?> put(Instant at, List<Bytes> together, List<Bytes> apart);

    /** Keeps each of {@code contents} by itself, by one write, or none of them. */
    default CompletionStage<?> put(List<Bytes> contents) {
        return put(Instant.EPOCH, List.of(), contents);
    }

    /**
     * Keeps {@code content} by itself.
     *
     * @return its SHA-256, 32 octets; failed with {@link ContentTooLarge}, or with a storage failure
     */
    default CompletionStage<Bytes> put(Bytes content) {
        return put(List.of(content)).thenApply(_ -> content.sha256());
    }

    /** What is kept by itself under {@code digest} (SHA-256, 32 octets), checked against it; failed only if the storage fails. */
    CompletionStage<Content> get(Bytes digest);

    /** As {@link #put}, in the caller's thread, which waits for the disk's cache and so is none of an actor. */
    default Bytes putNow(Bytes content) {
        return put(content).toCompletableFuture().join();
    }

    /** As {@link #get}, in the caller's thread: for tools, not for actors. */
    Content getNow(Bytes digest);

    /** What is kept under {@code digest}: in {@code bundle} where that names it, and by itself otherwise; in the caller's thread. */
    Content getNow(Bundle bundle, Bytes digest);
}
