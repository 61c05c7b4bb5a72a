package org.attestry.agent.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/**
 * A problem document (RFC 9457) of the agent's native interface, in the form that the service's have.
 *
 * @param kind what the caller may act on
 * @param detail one sentence for the caller
 * @param reason a name to act on further, where there is one
 */
public record Problem(Kind kind, Optional<String> detail, Optional<String> reason) {
    private static final String PREFIX = "https://attestry.org/problems/";

    /** The types, each with its status and title. */
    public enum Kind {
        MALFORMED_REQUEST(400, "The request is not of the form that this path takes"),
        CHALLENGE_INVALID(400, "The nonce is not one of this agent's, or too old"),
        EVIDENCE_REFUSED(403, "The evidence is not believed"),
        NOT_FOUND(404, "There is nothing here"),
        METHOD_NOT_ALLOWED(405, "This path takes other methods"),
        TOO_LARGE(413, "The body is larger than this agent takes"),
        URI_TOO_LONG(414, "The path and query are longer than is taken"),
        UNSUPPORTED_MEDIA_TYPE(415, "The body is of a media type or coding that this path does not take"),
        TOO_MANY_REQUESTS(429, "Too many requests are open"),
        HEADERS_TOO_LARGE(431, "The headers are larger or more than are taken"),
        INTERNAL(500, "The agent failed"),
        METHOD_UNKNOWN(501, "There is no such method"),
        UNAVAILABLE(503, "What this needs does not answer");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        /** Of the HTTP response. */
        public int status() {
            return status;
        }

        /** In a sentence. */
        public String title() {
            return title;
        }

        /** The last part of the type. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A problem that its kind says enough of. */
    public static Problem of(Kind kind) {
        return new Problem(kind, Optional.empty(), Optional.empty());
    }

    /** A problem with a sentence. */
    public static Problem of(Kind kind, String detail) {
        return new Problem(kind, Optional.of(detail), Optional.empty());
    }

    /** The document, for the request of this id; {@code explain} is the command that says why, where there is one. */
    public ObjectNode json(String requestId, Optional<String> explain) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("type", PREFIX + kind.slug()).put("title", kind.title).put("status", kind.status);
        detail.ifPresent(text -> json.put("detail", text));
        json.put("instance", "urn:attestry:request:" + requestId).put("request_id", requestId);
        explain.ifPresent(command -> json.put("explain", command));
        reason.ifPresent(text -> json.put("reason", text));
        return json;
    }
}
