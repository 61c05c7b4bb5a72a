package org.attestry.agent.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a body and answers it off the server's threads, with a bound on how many are being answered; evidence takes its time. */
public final class Work {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    private final Bodies bodies;
    private final Executor executor;
    private final Semaphore places;
    private final Duration within;

    /** {@code executor} may block; {@code parallel} requests are answered at a time, each {@code within} this time. */
    public Work(Bodies bodies, Executor executor, int parallel, Duration within) {
        this.bodies = bodies;
        this.executor = executor;
        this.within = within;
        this.places = new Semaphore(parallel);
    }

    /** How a kind of client is told what went wrong. */
    public interface Style {
        /** All places are taken. */
        HttpResponse busy();

        /** The agent failed; the log says how. */
        HttpResponse failed();

        /** The answer took too long; its place stays taken until it is there. */
        HttpResponse late();
    }

    /** The answer of {@code handler} to the body of {@code request}. */
    public CompletionStage<HttpResponse> answer(
            HttpRequest request, Materializer materializer, Style style, Function<Body, HttpResponse> handler) {
        return bodies.read(request, materializer)
                .thenCompose(body -> placed(style, () -> handler.apply(body)).thenApply(response -> {
                    bodies.giveUp(request, body, materializer);
                    return response;
                }))
                .toCompletableFuture()
                .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> failure instanceof TimeoutException ? style.late() : failed(style, failure));
    }

    private CompletionStage<HttpResponse> placed(Style style, Supplier<HttpResponse> handler) {
        if (!places.tryAcquire()) return CompletableFuture.completedFuture(style.busy());
        return CompletableFuture.supplyAsync(handler, executor).handle((response, failure) -> {
            places.release();
            if (failure == null) return response;
            return failed(style, failure);
        });
    }

    private static HttpResponse failed(Style style, Throwable failure) {
        LOG.error("a request failed", failure);
        return style.failed();
    }
}
