package org.attestry.persistence.content;

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
    /** Keeps each of {@code contents} by one write, or none of them; storing the same octets again changes nothing. */
    Put put(List<Bytes> contents);

    /**
     * Keeps {@code content}.
     *
     * @return its SHA-256, 32 octets; failed with {@link ContentTooLarge}, or with a storage failure
     */
    default CompletionStage<Bytes> put(Bytes content) {
        var put = put(List.of(content));
        return put.kept().thenApply(_ -> put.digests().getFirst());
    }

    /** What is kept under {@code digest} (SHA-256, 32 octets), checked against it; failed only if the storage fails. */
    CompletionStage<Content> get(Bytes digest);

    /** As {@link #put}, in the caller's thread, which waits for the disk's cache and so is none of an actor. */
    default Bytes putNow(Bytes content) {
        return put(content).toCompletableFuture().join();
    }

    /** As {@link #get}, in the caller's thread: for tools, not for actors. */
    Content getNow(Bytes digest);
}
