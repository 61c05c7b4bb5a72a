package org.attestry.agent.peer;

import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEnd;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.attestry.agent.http.NativeStyle;
import org.attestry.agent.http.Problem;
import org.attestry.agent.http.Replies;
import org.attestry.agent.peer.PeerMessages.Confirmed;
import org.attestry.agent.peer.PeerMessages.Opened;

/**
 * {@code POST /v1/peer/sessions} and {@code POST /v1/peer/sessions/{session}}: the responder's side of the handshake, over HTTP. The
 * messages are those of {@link PeerMessages}.
 */
public final class PeerRoutes {
    private final PeerResponder responder;
    private final NativeStyle style;

    /** Sessions of {@code responder}. */
    public PeerRoutes(PeerResponder responder, NativeStyle style) {
        this.responder = responder;
        this.style = style;
    }

    /** The routes, below {@code /v1}. */
    public Route route() {
        return pathPrefix(
                "peer",
                () -> pathPrefix(
                        "sessions",
                        () -> concat(
                                pathEnd(() -> post(() -> style.object(
                                        (hello, id) -> render(responder.open(hello), 201, Opened::json, id)))),
                                path(
                                        segment(),
                                        session -> post(() -> style.object((confirm, id) -> render(
                                                responder.confirm(session, confirm), 200, Confirmed::json, id)))))));
    }

    private <T> HttpResponse render(PeerResponder.Answer<T> answer, int status, Function<T, JsonNode> json, String id) {
        return switch (answer) {
            case PeerResponder.Answer.Message<T>(var message) -> Replies.json(status, json.apply(message), id);
            case PeerResponder.Answer.No<T>(PeerResult.Refused(var why, var detail)) ->
                style.refuse(new Problem(kind(why), Optional.of(detail), Optional.of(why.wireName())), id);
        };
    }

    private static Problem.Kind kind(PeerResult.Why why) {
        return switch (why) {
            case MALFORMED -> Problem.Kind.MALFORMED_REQUEST;
            case SESSION -> Problem.Kind.CHALLENGE_INVALID;
            case BUSY -> Problem.Kind.TOO_MANY_REQUESTS;
            case EVIDENCE, CLAIMS, CONFIRMATION -> Problem.Kind.EVIDENCE_REFUSED;
            case NO_EVIDENCE, DECLINED, UNREACHABLE -> Problem.Kind.UNAVAILABLE;
        };
    }
}
