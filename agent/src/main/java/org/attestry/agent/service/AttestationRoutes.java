package org.attestry.agent.service;

import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.attestry.agent.http.NativeStyle;
import org.attestry.agent.http.Problem;
import org.attestry.agent.http.Replies;
import org.attestry.agent.json.Shape;
import org.attestry.agent.token.BoundKey;

/**
 * {@code POST /v1/attestations}: {@code {"audience", "node"?, "key"?}} in; out, with 201, what the service answered for this machine's
 * evidence, token and all, once that token is verified.
 *
 * <p>{@code node}, where given, has to be this agent's: a caller who thinks to attest another machine is told so. With {@code key} (a
 * public JWK) the token names that key, else none: a key that nobody but the agent holds would be of no use to the caller.
 */
public final class AttestationRoutes {
    private final Passport passport;
    private final NativeStyle style;

    /** Attestations of {@code passport}'s machine. */
    public AttestationRoutes(Passport passport, NativeStyle style) {
        this.passport = passport;
        this.style = style;
    }

    /** The route, below {@code /v1}. */
    public Route route() {
        return path("attestations", () -> post(() -> style.object(this::attest)));
    }

    private HttpResponse attest(Shape request, String id) {
        var node = request.optionalText("node").orElse(passport.node());
        if (!node.equals(passport.node()))
            return problem(Problem.Kind.NOT_FOUND, "this agent attests node " + passport.node() + " and no other", id);
        try {
            var key = request.group("key").map(Shape::json).map(BoundKey::parse);
            var choice = key.<KeyChoice>map(KeyChoice.Callers::new).orElseGet(KeyChoice.None::new);
            return render(passport.attest(request.text("audience"), choice), id);
        } catch (IllegalArgumentException e) {
            return problem(Problem.Kind.MALFORMED_REQUEST, e.getMessage() + "", id);
        }
    }

    private HttpResponse render(Attestation attestation, String id) {
        return switch (attestation) {
            case Attestation.Attested(var answer, var _, var _) -> Replies.json(201, answer.body(), answer.requestId());
            case Attestation.Failed(Trouble.Declined(var problem)) -> passedOn(problem);
            case Attestation.Failed(Trouble.NotGood trouble) -> style.refuse(notGood(trouble), id);
            case Attestation.Failed(var trouble) -> problem(Problem.Kind.UNAVAILABLE, trouble.sentence(), id);
        };
    }

    private static Problem notGood(Trouble.NotGood trouble) {
        return new Problem(
                Problem.Kind.UNAVAILABLE,
                Optional.of(trouble.sentence()),
                Optional.of(trouble.reason().wireName()));
    }

    /** The service's problem as it stands: its request id is the one that can be explained. */
    private static HttpResponse passedOn(ServiceProblem problem) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("type", problem.type()).put("title", problem.title()).put("status", problem.status());
        problem.detail().ifPresent(detail -> json.put("detail", detail));
        json.put("instance", "urn:attestry:request:" + problem.requestId()).put("request_id", problem.requestId());
        json.put("explain", "attestry explain " + problem.requestId());
        problem.reason().ifPresent(reason -> json.put("reason", reason));
        problem.check().ifPresent(check -> json.put("check", check));
        return Replies.problem(problem.status(), json, problem.requestId());
    }

    private HttpResponse problem(Problem.Kind kind, String detail, String id) {
        return style.refuse(Problem.of(kind, detail), id);
    }
}
