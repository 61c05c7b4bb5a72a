package org.attestry.agent.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
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

    /** {@code executor} may block; {@code parallel} requests are answered at a time. */
    public Work(Bodies bodies, Executor executor, int parallel) {
        this.bodies = bodies;
        this.executor = executor;
        this.places = new Semaphore(parallel);
    }

    /** How a kind of client is told what went wrong. */
    public interface Style {
        /** All places are taken. */
        HttpResponse busy();

        /** The agent failed; the log says how. */
        HttpResponse failed();
    }

    /** The answer of {@code handler} to the body of {@code request}. */
    public CompletionStage<HttpResponse> answer(
            HttpRequest request, Materializer materializer, Style style, Function<Body, HttpResponse> handler) {
        return bodies.read(request, materializer).thenCompose(body -> placed(style, () -> handler.apply(body)));
    }

    private CompletionStage<HttpResponse> placed(Style style, Supplier<HttpResponse> handler) {
        if (!places.tryAcquire()) return CompletableFuture.completedFuture(style.busy());
        return CompletableFuture.supplyAsync(handler, executor).handle((response, failure) -> {
            places.release();
            if (failure == null) return response;
            LOG.error("a request failed", failure);
            return style.failed();
        });
    }
}
