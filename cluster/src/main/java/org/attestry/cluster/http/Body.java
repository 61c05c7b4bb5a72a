package org.attestry.cluster.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.javadsl.Sink;
import org.attestry.bytes.Bytes;

/** The body of one request: media type and size are looked at before it is read, and what nobody read is got rid of. */
final class Body {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long READ_PAST = 256 * 1024L;

    private final HttpRequest request;
    private final ActorSystem<?> system;
    private boolean read;

    Body(HttpRequest request, ActorSystem<?> system) {
        this.request = request;
        this.system = system;
    }

    /**
     * The octets, as many as {@code endpoint} takes at most; none where it takes none.
     *
     * @throws Problem.Refusal of kind {@code unsupported-media-type} or {@code too-large}; the stage fails so too
     */
    CompletionStage<Bytes> read(Endpoint endpoint) {
        if (endpoint.bodyLimit() == 0) return unwanted();
        if (request.getHeader("Content-Encoding").isPresent()) {
            throw Problem.refuse(Problem.Kind.UNSUPPORTED_MEDIA_TYPE, "a body is not taken in any Content-Encoding");
        }
        if (!request.entity().getContentType().mediaType().equals(MediaTypes.APPLICATION_JSON)) {
            throw Problem.refuse(Problem.Kind.UNSUPPORTED_MEDIA_TYPE, "a body is application/json");
        }
        return read(endpoint.bodyLimit());
    }

    /** Where no body is wanted, one that comes is read to its end all the same, and not kept: an earlier answer would end the connection. */
    private CompletionStage<Bytes> unwanted() {
        var entity = request.entity();
        if (entity.getContentLengthOption().orElse(0) > READ_PAST) throw tooLarge(READ_PAST);
        read = true;
        if (entity.isStrict()) return CompletableFuture.completedFuture(Bytes.EMPTY);
        return entity.withSizeLimit(READ_PAST)
                .getDataBytes()
                .completionTimeout(TIMEOUT)
                .runWith(Sink.ignore(), system)
                .handle((_, failure) -> {
                    if (failure != null) throw unreadable(failure, READ_PAST);
                    return Bytes.EMPTY;
                });
    }

    /** Most bodies came whole with their request, and are here already. */
    private CompletionStage<Bytes> read(long limit) {
        var entity = request.entity();
        if (entity.getContentLengthOption().orElse(0) > limit) throw tooLarge(limit);
        read = true;
        if (entity instanceof HttpEntity.Strict whole) return CompletableFuture.completedFuture(octets(whole));
        // Named twice: for reading a body whole Pekko has a limit of its own besides.
        return entity.withSizeLimit(limit)
                .toStrict(TIMEOUT.toMillis(), limit, system)
                .handle((strict, failure) -> {
                    if (failure != null) throw unreadable(failure, limit);
                    return octets(strict);
                });
    }

    private static Bytes octets(HttpEntity.Strict entity) {
        return Bytes.copyOf(entity.getData().asByteBuffer());
    }

    private static Problem.Refusal unreadable(Throwable failure, long limit) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EntityStreamSizeException) return tooLarge(limit);
        }
        return Problem.refuse(Problem.Kind.MALFORMED_REQUEST, "the body did not arrive whole");
    }

    private static Problem.Refusal tooLarge(long limit) {
        return Problem.refuse(Problem.Kind.TOO_LARGE, "at most " + limit + " octets");
    }

    /** One that nobody wanted: read past if it is said to be short, else the connection is given up after the answer. */
    void discardUnlessRead() {
        var entity = request.entity();
        if (read || entity.isStrict()) return;
        if (entity.getContentLengthOption().orElse(Long.MAX_VALUE) <= READ_PAST) {
            var _ = entity.discardBytes(system);
        } else {
            var _ = entity.getDataBytes().runWith(Sink.cancelled(), system);
        }
    }
}
