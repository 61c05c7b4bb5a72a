package org.attestry.cluster;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.Bundle;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.content.ContentStore;

/** Contents that {@code kept} tells by their digest, and to which a test adds none. */
public record ReadOnlyContents(Function<Bytes, Content> kept) implements ContentStore {
    @Override
    public CompletionStage<?> put(Instant at, List<Bytes> together, List<Bytes> apart) {
        throw new AssertionError("nothing is kept");
    }

    @Override
    public CompletionStage<Content> get(Bytes digest) {
        return CompletableFuture.completedStage(getNow(digest));
    }

    @Override
    public Content getNow(Bytes digest) {
        return kept.apply(digest);
    }

    @Override
    public Content getNow(Bundle bundle, Bytes digest) {
        return getNow(digest);
    }
}
