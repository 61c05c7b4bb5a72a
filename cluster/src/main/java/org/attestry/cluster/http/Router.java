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
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.Uri;
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
    /** A request took too long, or an entity that it asked. */
    private static final Problem LATE = Problem.of(
                    Problem.Kind.UNAVAILABLE,
                    "no answer came in time; it is not known what was done: send the same again under the same request id, which"
                            + " does it once; only an activation counts anew: look at the list first")
            .after(Duration.ofSeconds(1));

    private static final Access.Caller NOBODY = new Access.Caller("", Role.PUBLIC);

    private final List<Row> rows;
    private final Access access;
    private final RequestIds requestIds;
    private final Refusals refusals;
    private final Observer observer;
    private final Deadline deadline;
    private final ActorSystem<?> system;

    /** Told of every answered request. */
    @FunctionalInterface
    public interface Observer {
        /** {@code operation} is {@code none} where no row matched. */
        void answered(String operation, int status, Duration took);
    }

    /** A router for {@code endpoints}; a request that has no answer {@code within} this time gets a problem for one. */
    public Router(
            List<Endpoint> endpoints,
            Access access,
            RequestIds requestIds,
            Refusals refusals,
            Observer observer,
            Duration within,
            ActorSystem<?> system) {
        this.rows = endpoints.stream()
                .map(endpoint -> new Row(endpoint, PathPattern.of(endpoint.path())))
                .toList();
        this.access = access;
        this.requestIds = requestIds;
        this.refusals = refusals;
        this.observer = observer;
        this.deadline = new Deadline(within, system);
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
        var body = new Body(request, system);
        return deadline.of(attempt(() -> serve(request, body, trace)))
                .exceptionally(failure -> refused(asProblem(failure, trace.requestId), trace))
                .thenApply(answer -> {
                    body.discardUnlessRead();
                    return finished(answer, trace, begun);
                });
    }

    /** The answer to octets that are no request: {@code problem} is all that is known of them. */
    HttpResponse unread(Problem problem) {
        var trace = new Trace(requestIds.name(Optional.empty()), "");
        return finished(refused(problem, trace), trace, System.nanoTime());
    }

    /** What becomes known of a request on its way. */
    private static final class Trace {
        final String requestId;
        final String traceId;
        String operation = "none";
        String tenant = "";
        String allowed = "";

        Trace(String requestId, String traceId) {
            this.requestId = requestId;
            this.traceId = traceId;
        }
    }

    private record Match(Endpoint endpoint, Map<String, String> path) {}

    private CompletionStage<Endpoint.Answer> serve(HttpRequest request, Body body, Trace trace) {
        var match = find(request, trace);
        var endpoint = match.endpoint();
        trace.operation = endpoint.operation();
        var caller = admit(request, endpoint);
        trace.tenant = caller.tenant();
        return body.read(endpoint)
                .thenCompose(octets ->
                        endpoint.handler().handle(new Endpoint.Call(trace.requestId, caller, match.path(), octets)));
    }

    private Match find(HttpRequest request, Trace trace) {
        var segments = segments(request.getUri());
        var matching = new ArrayList<Match>();
        for (var row : rows) {
            row.pattern().match(segments).ifPresent(path -> matching.add(new Match(row.endpoint(), path)));
        }
        if (matching.isEmpty()) throw Problem.refuse(Problem.Kind.NOT_FOUND, "there is no such endpoint");
        for (var match : matching) {
            if (match.endpoint().method().equals(request.method().value())) return match;
        }
        trace.allowed = matching.stream()
                .map(match -> match.endpoint().method())
                .sorted()
                .collect(Collectors.joining(", "));
        throw Problem.refuse(Problem.Kind.METHOD_NOT_ALLOWED, "this endpoint takes " + trace.allowed);
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

    private Endpoint.Answer refused(Problem problem, Trace trace) {
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
        if (cause instanceof TimeoutException) return LATE;
        LOG.atError().addKeyValue("request_id", requestId).setCause(cause).log("request failed");
        return Damage.told(cause).orElseGet(() -> Problem.of(Problem.Kind.INTERNAL));
    }

    private HttpResponse finished(Endpoint.Answer answer, Trace trace, long begun) {
        observer.answered(trace.operation, answer.status(), Duration.ofNanos(System.nanoTime() - begun));
        return Responses.of(answer, trace.requestId, trace.allowed);
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
