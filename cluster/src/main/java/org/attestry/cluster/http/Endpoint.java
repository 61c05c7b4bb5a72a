package org.attestry.cluster.http;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;
import org.attestry.bytes.Bytes;

/**
 * One row of the endpoint table: method, path, who may use it, how large a body may be, and what it does.
 *
 * @param operation the durable name: the id of the operation in the OpenAPI document, and a label of metrics
 * @param method {@code GET} or {@code POST}
 * @param path segments, those in braces standing for any one segment
 * @param role who may use it
 * @param bodyLimit the most octets of a body; 0 where none is taken
 * @param handler what it does
 */
public record Endpoint(String operation, String method, String path, Role role, long bodyLimit, Handler handler) {
    /** Answers one call; a {@link Problem.Refusal}, thrown or as failure of the stage, is a problem, anything else an internal one. */
    @FunctionalInterface
    public interface Handler {
        /** The answer. */
        CompletionStage<Answer> handle(Call call);
    }

    /**
     * A call as it reaches a handler: recognised, allowed, its body whole and within the limit.
     *
     * @param requestId names this request in logs, problems and audit records
     * @param caller who calls; of the role {@link Role#PUBLIC} and no tenant where the endpoint is public
     * @param path what stood for the segments in braces
     * @param body the body
     */
    public record Call(String requestId, Access.Caller caller, Map<String, String> path, Bytes body) {
        public Call {
            path = Map.copyOf(path);
        }

        /** Whose data this call is about. */
        public String tenant() {
            return caller.tenant();
        }

        /** What stood for {@code {name}} in the path. */
        public String at(String name) {
            var value = path.get(name);
            if (value == null) throw new IllegalStateException("no {" + name + "} in this endpoint's path");
            return value;
        }
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param mediaType the media type of {@code body}
     * @param body text in UTF-8
     */
    public record Answer(int status, String mediaType, ByteString body) {
        /** 200 with {@code value} as JSON. */
        public static Answer ok(Object value) {
            return json(200, "application/json", value);
        }

        /** 201 with {@code value} as JSON. */
        public static Answer created(Object value) {
            return json(201, "application/json", value);
        }

        /** 201 with an object of these members as JSON. */
        public static Answer createdOf(Members members) {
            return new Answer(201, "application/json", ByteString.fromArrayUnsafe(members.octets()));
        }

        /** {@code value} as JSON of this media type. */
        public static Answer json(int status, String mediaType, Object value) {
            return new Answer(status, mediaType, ByteString.fromArrayUnsafe(Wire.write(value)));
        }

        /** {@code text} as it stands. */
        public static Answer text(int status, String mediaType, String text) {
            return new Answer(status, mediaType, ByteString.fromString(text));
        }
    }

    /** An endpoint without a body. */
    public static Endpoint get(String operation, String path, Role role, Handler handler) {
        return new Endpoint(operation, "GET", path, role, 0, handler);
    }

    /** An endpoint that takes JSON of at most {@code bodyLimit} octets. */
    public static Endpoint post(String operation, String path, Role role, long bodyLimit, Handler handler) {
        return new Endpoint(operation, "POST", path, role, bodyLimit, handler);
    }
}
