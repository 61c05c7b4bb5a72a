package org.attestry.cluster.keyring;

import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Sees to it that there is always a key in force and its successor in time: offers one to the key ring where the latest of its purpose
 * ends within the overlap.
 */
public final class KeyKeeper {
    private final KeyRoot root;
    private final SecureRandom random;
    private final Provider provider;
    private final InstantSource clock;
    private final Spans spans;
    private final Offering ring;

    /**
     * How long keys are in use.
     *
     * @param rotation how long one key makes new tokens or nonces
     * @param overlap how long before its end the next one is published
     * @param acceptance how long after its end what it made is accepted: the longest life of a token or nonce, and skew
     */
    public record Spans(Duration rotation, Duration overlap, Duration acceptance) {}

    /** The key ring. */
    @FunctionalInterface
    public interface Offering {
        /** Offers {@code key}. */
        CompletionStage<KeyRing.Keys> offer(WrappedKey key, Instant at);
    }

    /** A keeper of {@code ring}; signing keys are made by {@code provider}, all else from {@code random}. */
    public KeyKeeper(
            KeyRoot root, SecureRandom random, Provider provider, InstantSource clock, Spans spans, Offering ring) {
        this.root = root;
        this.random = random;
        this.provider = provider;
        this.clock = clock;
        this.spans = spans;
        this.ring = ring;
    }

    /** Offers what {@code keys} lacks; completes with whether anything was offered. */
    public CompletionStage<Boolean> tend(Keys keys) {
        var now = clock.instant();
        var offers = Stream.of(
                        next(keys.macs().stream().map(Keys.Mac::span).toList(), now, this::newMac),
                        next(keys.signing().stream().map(Keys.Signing::span).toList(), now, this::newSigning))
                .flatMap(List::stream)
                .map(key -> ring.offer(key, now).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(offers.toArray(CompletableFuture[]::new)).thenApply(_ -> !offers.isEmpty());
    }

    private interface Maker {
        WrappedKey make(Instant from, Instant until, Instant accepted);
    }

    private List<WrappedKey> next(List<WrappedKey> keys, Instant now, Maker maker) {
        var end = keys.stream()
                .map(WrappedKey::usableUntil)
                .max(Comparator.naturalOrder())
                .orElse(now);
        if (end.isAfter(now.plus(spans.overlap()))) return List.of();
        var from = end.isAfter(now) ? end : now;
        var until = from.plus(spans.rotation());
        return List.of(maker.make(from, until, until.plus(spans.acceptance())));
    }

    private WrappedKey newMac(Instant from, Instant until, Instant accepted) {
        return Keys.newMac(root, random, from, until, accepted);
    }

    private WrappedKey newSigning(Instant from, Instant until, Instant accepted) {
        return Keys.newSigning(root, random, provider, from, until, accepted);
    }
}
