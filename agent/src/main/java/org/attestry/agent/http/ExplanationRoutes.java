package org.attestry.agent.http;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code GET /v1/explanations/{id}}: why this agent refused a request, with the members that the service's explanations have. */
public final class ExplanationRoutes {
    private final Refusals refusals;
    private final NativeStyle style;

    /** Explanations of {@code refusals}. */
    public ExplanationRoutes(Refusals refusals, NativeStyle style) {
        this.refusals = refusals;
        this.style = style;
    }

    /** The route, below {@code /v1}. */
    public Route route() {
        return pathPrefix(
                "explanations",
                () -> path(
                        segment(),
                        id -> get(() -> extractRequest(request -> complete(explanation(id, style.idOf(request)))))));
    }

    private HttpResponse explanation(String id, String requestId) {
        return refusals.find(id)
                .map(refused -> Replies.json(200, json(id, refused), requestId))
                .orElseGet(() -> refusals.unknown(
                        "nothing is known of this request: an agent keeps its latest " + Refusals.MOST
                                + " refusals while it runs",
                        requestId));
    }

    private static ObjectNode json(String id, Refusals.Refused refused) {
        var problem = refused.problem();
        var json = JsonNodeFactory.instance.objectNode();
        json.put("request_id", id)
                .put("source", "memory")
                .put("at", refused.at().toString());
        json.put("what", problem.kind().title()).put("status", problem.kind().slug());
        problem.reason().ifPresent(reason -> json.put("reason", reason));
        problem.detail().ifPresent(detail -> json.put("detail", detail));
        var _ = json.putArray("rules");
        return json;
    }
}
