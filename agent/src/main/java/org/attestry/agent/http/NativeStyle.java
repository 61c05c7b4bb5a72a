package org.attestry.agent.http;

import static org.apache.pekko.http.javadsl.server.Directives.completeWithFuture;
import static org.apache.pekko.http.javadsl.server.Directives.extractMaterializer;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.Shape;
import org.attestry.agent.json.StrictJson;

/** The manners of the native interface: a request is one JSON object of {@code application/json}, a problem is RFC 9457's. */
public final class NativeStyle {
    private final Work work;
    private final Supplier<String> requestIds;
    private final Refusals refusals;

    /** {@code requestIds} makes a name for each request that brings none. */
    public NativeStyle(Work work, Supplier<String> requestIds, Refusals refusals) {
        this.work = work;
        this.requestIds = requestIds;
        this.refusals = refusals;
    }

    /** A route that answers the members of the body, given the request's id. */
    public Route object(BiFunction<Shape, String, HttpResponse> handler) {
        return extractMaterializer(materializer -> extractRequest(request -> {
            var id = idOf(request);
            return completeWithFuture(work.answer(request, materializer, style(id), body -> answer(body, id, handler)));
        }));
    }

    /** The id that the caller gave, where it is one, or a new one. */
    public String idOf(HttpRequest request) {
        return request.getHeader(Replies.REQUEST_ID)
                .map(HttpHeader::value)
                .filter(id -> id.matches("[A-Za-z0-9_-]{8,64}"))
                .orElseGet(requestIds);
    }

    /** The answer to a request that is refused. */
    public HttpResponse refuse(Problem problem, String id) {
        return refusals.refuse(problem, id);
    }

    /** The answer to a request for what is not here. */
    public HttpResponse unserved(HttpRequest request) {
        return refusals.refuseUnserved(Problem.of(Problem.Kind.NOT_FOUND), idOf(request));
    }

    /** The answer to octets that are no request: {@code problem} is all that is known of them. */
    HttpResponse unread(Problem problem) {
        return refusals.refuseUnserved(problem, requestIds.get());
    }

    private HttpResponse answer(Body body, String id, BiFunction<Shape, String, HttpResponse> handler) {
        var problem = problemOf(body);
        if (problem.isPresent()) return refuse(problem.get(), id);
        try {
            return handler.apply(Shape.of(StrictJson.read(((Body.Whole) body).octets())), id);
        } catch (JsonRefused refused) {
            return refuse(Problem.of(Problem.Kind.MALFORMED_REQUEST, refused.getMessage() + ""), id);
        }
    }

    private static Optional<Problem> problemOf(Body body) {
        return switch (body) {
            case Body.Whole(var mediaType, var _) ->
                mediaType.equals("application/json")
                        ? Optional.empty()
                        : Optional.of(Problem.of(Problem.Kind.UNSUPPORTED_MEDIA_TYPE, "application/json is taken"));
            case Body.TooLarge(var _, var limit) ->
                Optional.of(Problem.of(Problem.Kind.TOO_LARGE, "at most " + limit + " octets are taken"));
            case Body.Coded() ->
                Optional.of(Problem.of(Problem.Kind.UNSUPPORTED_MEDIA_TYPE, "no Content-Encoding is taken"));
            case Body.TooSlow() ->
                Optional.of(Problem.of(Problem.Kind.MALFORMED_REQUEST, "the body did not arrive in time"));
            case Body.Broken() -> Optional.of(Problem.of(Problem.Kind.MALFORMED_REQUEST, "the body broke off"));
        };
    }

    private Work.Style style(String id) {
        return new Work.Style() {
            @Override
            public HttpResponse busy() {
                return refuse(Problem.of(Problem.Kind.TOO_MANY_REQUESTS), id);
            }

            @Override
            public HttpResponse failed() {
                return refuse(Problem.of(Problem.Kind.INTERNAL), id);
            }

            @Override
            public HttpResponse late() {
                return refuse(Problem.of(Problem.Kind.UNAVAILABLE, "no answer came in time"), id);
            }
        };
    }
}
