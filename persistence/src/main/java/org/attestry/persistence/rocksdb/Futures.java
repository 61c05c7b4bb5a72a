package org.attestry.persistence.rocksdb;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;

/** Completions of ours as the futures that Pekko's plugin interfaces ask for. */
final class Futures {
    private Futures() {}

    /** Completes as {@code stage} does, with the exception itself rather than a wrapper. */
    static <T extends @Nullable Object> Future<T> of(CompletableFuture<T> stage) {
        var promise = org.apache.pekko.dispatch.Futures.<T>promise();
        var _ = stage.whenComplete((value, failure) -> {
            if (failure == null) promise.success(value);
            else promise.failure(unwrapped(failure));
        });
        return promise.future();
    }

    /** Completes when {@code stage} does, with nothing. */
    @SuppressWarnings("NullAway") // the one value of Void is null, and Pekko's interfaces do not say so
    static Future<Void> ended(CompletableFuture<?> stage) {
        return of(stage.thenApply(_ -> null));
    }

    /** Runs {@code work} on {@code executor}. */
    static <T extends @Nullable Object> Future<T> on(Executor executor, Supplier<T> work) {
        return of(CompletableFuture.supplyAsync(work, executor));
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
