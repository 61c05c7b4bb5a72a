package org.attestry.cluster.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.Uri;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;
import org.attestry.bytes.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the endpoint table: finds the row, checks the caller's role, media type and size before a body is buffered, calls the handler,
 * and turns whatever fails into one problem that names its request.
 *
 * <p>Authorisation happens here and nowhere else; a row cannot be without a role.
 */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final Pattern TRACE_PARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);
    private static final long READ_PAST = 256 * 1024L;
    private static final Access.Caller NOBODY = new Access.Caller("", Role.PUBLIC);

    private final List<Row> rows;
    private final Access access;
    private final RequestIds requestIds;
    private final Refusals refusals;
    private final Observer observer;
    private final ActorSystem<?> system;

    /** Told of every answered request. */
    @FunctionalInterface
    public interface Observer {
        /** {@code operation} is {@code none} where no row matched. */
        void answered(String operation, int status, Duration took);
    }

    /** A router for {@code endpoints}. */
    public Router(
            List<Endpoint> endpoints,
            Access access,
            RequestIds requestIds,
            Refusals refusals,
            Observer observer,
            ActorSystem<?> system) {
        this.rows = endpoints.stream()
                .map(endpoint -> new Row(endpoint, PathPattern.of(endpoint.path())))
                .toList();
        this.access = access;
        this.requestIds = requestIds;
        this.refusals = refusals;
        this.observer = observer;
        this.system = system;
    }

    /** The endpoint table. */
    public List<Endpoint> endpoints() {
        return rows.stream().map(Row::endpoint).toList();
    }

    private record Row(Endpoint endpoint, PathPattern pattern) {}

    /** The answer to {@code request}; never fails. */
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        long begun = System.nanoTime();
        var trace = new Trace(requestIds.name(header(request, RequestIds.HEADER)), traceId(request));
        return attempt(() -> serve(request, trace))
                .exceptionally(failure -> problem(failure, trace))
                .thenApply(answer -> finished(request, answer, trace, begun));
    }

    /** What becomes known of a request on its way. */
    private static final class Trace {
        final String requestId;
        final String traceId;
        String operation = "none";
        String tenant = "";
        boolean bodyRead;

        Trace(String requestId, String traceId) {
            this.requestId = requestId;
            this.traceId = traceId;
        }
    }

    private record Match(Endpoint endpoint, Map<String, String> path) {}

    private CompletionStage<Endpoint.Answer> serve(HttpRequest request, Trace trace) {
        var match = find(request);
        var endpoint = match.endpoint();
        trace.operation = endpoint.operation();
        var caller = admit(request, endpoint);
        trace.tenant = caller.tenant();
        return body(request, endpoint, trace)
                .thenCompose(body ->
                        endpoint.handler().handle(new Endpoint.Call(trace.requestId, caller, match.path(), body)));
    }

    private Match find(HttpRequest request) {
        var segments = segments(request.getUri());
        var matching = new ArrayList<Match>();
        for (var row : rows) {
            row.pattern().match(segments).ifPresent(path -> matching.add(new Match(row.endpoint(), path)));
        }
        if (matching.isEmpty()) throw Problem.refuse(Problem.Kind.NOT_FOUND, "there is no such endpoint");
        return matching.stream()
                .filter(match ->
                        match.endpoint().method().equals(request.method().value()))
                .findFirst()
                .orElseThrow(() -> Problem.refuse(
                        Problem.Kind.METHOD_NOT_ALLOWED,
                        "this endpoint takes " + matching.getFirst().endpoint().method()));
    }

    private Access.Caller admit(HttpRequest request, Endpoint endpoint) {
        if (endpoint.role() == Role.PUBLIC) return NOBODY;
        var given = header(request, "Authorization");
        var caller = given.flatMap(access::caller);
        if (caller.isEmpty()) {
            throw Problem.refuse(
                    Problem.Kind.UNAUTHORIZED,
                    given.isEmpty()
                            ? "send the header Authorization: Bearer <key>"
                            : "the key in the header Authorization is none of this service's");
        }
        if (!caller.get().role().covers(endpoint.role())) {
            throw Problem.refuse(
                    Problem.Kind.FORBIDDEN,
                    "this endpoint is for role " + endpoint.role().name().toLowerCase(Locale.ROOT));
        }
        return caller.get();
    }

    private CompletionStage<Bytes> body(HttpRequest request, Endpoint endpoint, Trace trace) {
        var entity = request.entity();
        if (endpoint.bodyLimit() == 0) return unwanted(entity, trace);
        if (header(request, "Content-Encoding").isPresent()) {
            throw Problem.refuse(Problem.Kind.UNSUPPORTED_MEDIA_TYPE, "a body is not taken in any Content-Encoding");
        }
        if (!entity.getContentType().mediaType().equals(MediaTypes.APPLICATION_JSON)) {
            throw Problem.refuse(Problem.Kind.UNSUPPORTED_MEDIA_TYPE, "a body is application/json");
        }
        return read(entity, endpoint.bodyLimit(), trace);
    }

    /** Where no body is wanted, one that comes is read to its end all the same: an earlier answer would end the connection. */
    private CompletionStage<Bytes> unwanted(HttpEntity entity, Trace trace) {
        if (entity.isKnownEmpty()) return CompletableFuture.completedFuture(Bytes.EMPTY);
        return read(entity, READ_PAST, trace).thenApply(_ -> Bytes.EMPTY);
    }

    /** Most bodies came whole with their request, and are here already. */
    private CompletionStage<Bytes> read(HttpEntity entity, long limit, Trace trace) {
        if (entity.getContentLengthOption().orElse(0) > limit) throw tooLarge(limit);
        trace.bodyRead = true;
        if (entity instanceof HttpEntity.Strict whole) return CompletableFuture.completedFuture(octets(whole));
        return entity.withSizeLimit(limit)
                .toStrict(BODY_TIMEOUT.toMillis(), system)
                .handle((strict, failure) -> {
                    if (failure != null) throw unreadable(failure, limit);
                    return octets(strict);
                });
    }

    private static Bytes octets(HttpEntity.Strict entity) {
        return Bytes.copyOf(entity.getData().toArray());
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

    private Endpoint.Answer problem(Throwable failure, Trace trace) {
        var problem = asProblem(failure, trace.requestId);
        refusals.remember(trace.requestId, trace.tenant, trace.operation, problem);
        LOG.atInfo()
                .addKeyValue("request_id", trace.requestId)
                .addKeyValue("trace_id", trace.traceId)
                .addKeyValue("operation", trace.operation)
                .addKeyValue("problem", problem.kind().slug())
                .addKeyValue("reason", problem.reason().orElse(""))
                .addKeyValue("explain", "attestry explain " + trace.requestId)
                .log("request refused");
        return ProblemJson.answer(problem, trace.requestId);
    }

    private static Problem asProblem(Throwable failure, String requestId) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Problem.Refusal refusal) return refusal.problem();
        LOG.atError().addKeyValue("request_id", requestId).setCause(cause).log("request failed");
        return Problem.of(Problem.Kind.INTERNAL);
    }

    private HttpResponse finished(HttpRequest request, Endpoint.Answer answer, Trace trace, long begun) {
        if (!trace.bodyRead) discard(request);
        observer.answered(trace.operation, answer.status(), Duration.ofNanos(System.nanoTime() - begun));
        return response(answer, trace.requestId);
    }

    /** A body that nobody wants: read past if it is said to be short, else the connection is given up after the answer. */
    private void discard(HttpRequest request) {
        var entity = request.entity();
        if (entity.isStrict()) return;
        if (entity.getContentLengthOption().orElse(Long.MAX_VALUE) <= READ_PAST) {
            var _ = entity.discardBytes(system);
        } else {
            var _ = entity.getDataBytes().runWith(Sink.cancelled(), system);
        }
    }

    private static HttpResponse response(Endpoint.Answer answer, String requestId) {
        var headers = new ArrayList<HttpHeader>();
        headers.add(RawHeader.create(RequestIds.HEADER, requestId));
        headers.add(RawHeader.create("Cache-Control", "no-store"));
        headers.add(RawHeader.create("X-Content-Type-Options", "nosniff"));
        if (answer.status() == 503) headers.add(RawHeader.create("Retry-After", "1"));
        if (answer.status() == 401) headers.add(RawHeader.create("WWW-Authenticate", "Bearer"));
        return HttpResponse.create()
                .withStatus(StatusCodes.get(answer.status()))
                .addHeaders(headers)
                .withEntity(entity(answer));
    }

    private static HttpEntity.Strict entity(Endpoint.Answer answer) {
        var data = ByteString.fromString(answer.body());
        if (answer.mediaType().equals("application/json")) {
            return HttpEntities.create(ContentTypes.APPLICATION_JSON, data);
        }
        return HttpEntities.create(ContentTypes.parse(answer.mediaType()), data);
    }

    /** The segments, decoded once; one that could mean another path is no name of anything. */
    private static List<String> segments(Uri uri) {
        var segments = new ArrayList<String>();
        uri.pathSegments().forEach(segments::add);
        var path = "/" + String.join("/", segments);
        if (!uri.getPathString().equals(path) || !segments.stream().allMatch(PathSegment::allowed)) {
            throw Problem.refuse(Problem.Kind.NOT_FOUND, "there is no such endpoint");
        }
        return segments;
    }

    /** The trace that the caller is in (W3C Trace Context section 3.2), for the log; empty where none is given or it is malformed. */
    private static String traceId(HttpRequest request) {
        return header(request, "traceparent")
                .map(TRACE_PARENT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .orElse("");
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }

    private static CompletionStage<Endpoint.Answer> attempt(Supplier<CompletionStage<Endpoint.Answer>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
