package org.attestry.agent.http;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.StreamLimitReachedException;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;
import org.attestry.bytes.Bytes;

/** Reads bodies whole, and looks at length and coding before it keeps an octet of them. */
public final class Bodies {
    private final long limit;
    private final Duration within;

    /** {@code limit} in octets; {@code within} is the time that a body may take to arrive. */
    public Bodies(long limit, Duration within) {
        this.limit = limit;
        this.within = within;
    }

    /** The body of {@code request}; the stage never fails. */
    public CompletionStage<Body> read(HttpRequest request, Materializer materializer) {
        if (request.getHeader("Content-Encoding").isPresent())
            return CompletableFuture.completedFuture(new Body.Coded());
        var declared = request.entity().getContentLengthOption();
        if (declared.isPresent() && declared.getAsLong() > limit) {
            return CompletableFuture.completedFuture(new Body.TooLarge(declared, limit));
        }
        return request.entity()
                .withoutSizeLimit()
                .getDataBytes()
                .limitWeighted(limit, chunk -> (long) chunk.size())
                .completionTimeout(within)
                .runFold(ByteString.emptyByteString(), ByteString::concat, materializer)
                .handle((octets, failure) -> failure == null ? whole(request, octets) : broken(failure));
    }

    /** Gives up what is unread of the body. The connection ends soon after, so the answer has to be there. */
    void giveUp(HttpRequest request, Body body, Materializer materializer) {
        boolean unread = switch (body) {
            case Body.Coded() -> true;
            case Body.TooLarge(var declared, var _) -> declared.isPresent();
            case Body.Whole _, Body.TooSlow _, Body.Broken _ -> false;
        };
        if (unread) {
            var _ = request.entity().withoutSizeLimit().getDataBytes().runWith(Sink.cancelled(), materializer);
        }
    }

    private static Body whole(HttpRequest request, ByteString octets) {
        var type = request.entity().getContentType();
        var name = type.equals(ContentTypes.NO_CONTENT_TYPE)
                ? ""
                : type.mediaType().mainType() + "/" + type.mediaType().subType();
        return new Body.Whole(name.toLowerCase(Locale.ROOT), Bytes.copyOf(octets.toArray()));
    }

    private Body broken(Throwable failure) {
        var cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof StreamLimitReachedException) return new Body.TooLarge(OptionalLong.empty(), limit);
        return cause instanceof TimeoutException ? new Body.TooSlow() : new Body.Broken();
    }
}
