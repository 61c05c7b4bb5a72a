package org.attestry.agent.secgear;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.completeWithFuture;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractMaterializer;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.attestry.agent.http.Body;
import org.attestry.agent.http.Replies;
import org.attestry.agent.http.Work;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.Shape;
import org.attestry.agent.json.StrictJson;
import org.attestry.bytes.Bytes;

/**
 * {@code GET /challenge}, {@code GET|POST /evidence}, {@code GET|POST /token}: HTTP in, {@link SecGearAgent} asked, HTTP out.
 *
 * <p>As secGear's agents do: bodies come with {@code GET} too; success is 200 without a media type; a body that is no JSON or lacks a member
 * is 400 with a text, everything else that fails is 500 with a text; unknown members are ignored. Other than theirs: a name twice or
 * nesting beyond 32 is 400, a content coding 415, a body that never comes 408.
 */
public final class SecGearRoutes {
    private static final Work.Style STYLE = new Work.Style() {
        @Override
        public HttpResponse busy() {
            return text(503, "too many requests are open");
        }

        @Override
        public HttpResponse failed() {
            return text(500, "Agent");
        }

        @Override
        public HttpResponse late() {
            return text(503, "no answer came in time");
        }
    };

    private final SecGearAgent agent;
    private final Work work;

    /** Requests for {@code agent}. */
    public SecGearRoutes(SecGearAgent agent, Work work) {
        this.agent = agent;
        this.work = work;
    }

    /** The routes; another path is for the caller to answer, another method is 404 without a body. */
    public Route route() {
        var nothing = complete(HttpResponse.create().withStatus(404));
        return concat(
                path("challenge", () -> concat(get(() -> answered(this::challenge)), nothing)),
                path(
                        "evidence",
                        () -> concat(
                                get(() -> answered(json(this::getEvidence))),
                                post(() -> answered(json(this::postEvidence))),
                                nothing)),
                path(
                        "token",
                        () -> concat(
                                get(() -> answered(json(this::getToken))),
                                post(() -> answered(json(this::postToken))),
                                nothing)));
    }

    private Route answered(Function<Body.Whole, HttpResponse> handler) {
        return extractMaterializer(materializer -> extractRequest(request ->
                completeWithFuture(work.answer(request, materializer, STYLE, body -> taken(body, handler)))));
    }

    private static HttpResponse taken(Body body, Function<Body.Whole, HttpResponse> handler) {
        return switch (body) {
            case Body.Whole whole -> failing(whole, handler);
            case Body.TooLarge(var declared, var limit) ->
                text(
                        413,
                        declared.isPresent()
                                ? "JSON payload (" + declared.getAsLong() + " bytes) is larger than allowed (limit: "
                                        + limit + " bytes)."
                                : "JSON payload has exceeded limit (" + limit + " bytes).");
            case Body.Coded() -> text(415, "no Content-Encoding is taken");
            case Body.TooSlow() -> text(408, "the body did not arrive in time");
            case Body.Broken() -> text(400, "the body broke off");
        };
    }

    private static HttpResponse failing(Body.Whole body, Function<Body.Whole, HttpResponse> handler) {
        try {
            return handler.apply(body);
        } catch (AgentError error) {
            return bare(500, error.body());
        } catch (JsonRefused refused) {
            return text(400, "Json deserialize error: " + told(refused, body.octets()));
        }
    }

    /** A missing member is missed where the body ends, counted in octets. */
    private static String told(JsonRefused refused, Bytes octets) {
        if (refused.why() != JsonRefused.Why.SHAPE) return refused.getMessage() + "";
        int line = 1;
        int column = 0;
        for (int i = 0; i < octets.size(); i++) {
            boolean next = octets.at(i) == '\n';
            line += next ? 1 : 0;
            column = next ? 0 : column + 1;
        }
        return refused.detail() + " at line " + line + " column " + column;
    }

    private static Function<Body.Whole, HttpResponse> json(Function<Shape, String> handler) {
        return body -> {
            if (!isJson(body.mediaType())) return text(400, "Content type error");
            return bare(200, handler.apply(Shape.of(StrictJson.read(body.octets()))));
        };
    }

    private static boolean isJson(String mediaType) {
        return mediaType.endsWith("/json") || mediaType.endsWith("+json");
    }

    /** No body, {@code null} or anything else that is not {@code {"user_data": [octets]}} means none. */
    private HttpResponse challenge(Body.Whole body) {
        return bare(200, agent.challenge(isJson(body.mediaType()) ? userData(body.octets()) : List.of()));
    }

    private static List<Integer> userData(Bytes octets) {
        try {
            return numbers(StrictJson.read(octets).path("user_data"));
        } catch (JsonRefused refused) {
            return List.of();
        }
    }

    private static List<Integer> numbers(JsonNode list) {
        var numbers = new ArrayList<Integer>();
        for (var number : list) {
            if (!number.isInt() || number.intValue() < 0 || number.intValue() > 255) return List.of();
            numbers.add(number.intValue());
        }
        return numbers;
    }

    private String getEvidence(Shape request) {
        var challenge = request.text("challenge");
        var _ = request.text("uuid");
        return agent.evidence(challenge, request.flag("ima"));
    }

    private String postEvidence(Shape request) {
        return agent.verify(request.text("challenge"), request.text("evidence"), request.texts("policy_id"));
    }

    private String getToken(Shape request) {
        var challenge = request.text("challenge");
        var _ = request.text("uuid");
        return agent.token(challenge, request.flag("ima"), request.texts("policy_id"));
    }

    private String postToken(Shape request) {
        return agent.verifyToken(request.text("token"));
    }

    private static HttpResponse bare(int status, String body) {
        return respond(status, ContentTypes.NO_CONTENT_TYPE, body);
    }

    private static HttpResponse text(int status, String body) {
        return respond(status, ContentTypes.TEXT_PLAIN_UTF8, body);
    }

    private static HttpResponse respond(int status, ContentType type, String body) {
        return Replies.response(status, type, body);
    }
}
