package org.attestry.agent.attester;

import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.attestry.agent.http.NativeStyle;
import org.attestry.agent.http.Problem;
import org.attestry.agent.http.Replies;
import org.attestry.agent.json.EvidenceJson;
import org.attestry.agent.json.Shape;
import org.attestry.agent.token.BoundKey;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.ReportBinding;

/**
 * {@code POST /v1/evidence}: {@code {"nonce", "key"?}} in, {@code {"tee", "format", "evidence", "attachments"}} out, for a relying party
 * that has the evidence checked itself (background check). The evidence binds {@link ReportBinding} of nonce and key.
 */
public final class EvidenceRoutes {
    private final Attester attester;
    private final NativeStyle style;

    /** Evidence of {@code attester}. */
    public EvidenceRoutes(Attester attester, NativeStyle style) {
        this.attester = attester;
        this.style = style;
    }

    /** The route, below {@code /v1}. */
    public Route route() {
        return path("evidence", () -> post(() -> style.object(this::evidence)));
    }

    private HttpResponse evidence(Shape request, String id) {
        try {
            var key = request.group("key")
                    .map(jwk -> BoundKey.parse(jwk.json()).spki())
                    .orElse(Bytes.EMPTY);
            var binding = ReportBinding.of(attester.bindingSize(), request.octets("nonce"), key);
            var json = JsonNodeFactory.instance.objectNode().put("tee", attester.tee());
            return Replies.json(200, EvidenceJson.put(json, attester.collect(binding)), id);
        } catch (IllegalArgumentException e) {
            return style.refuse(Problem.of(Problem.Kind.MALFORMED_REQUEST, e.getMessage() + ""), id);
        } catch (AttesterFailed e) {
            return style.refuse(Problem.of(Problem.Kind.UNAVAILABLE, e.sentence()), id);
        }
    }
}
