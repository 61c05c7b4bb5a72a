package org.attestry.agent.http;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.CacheControl;
import org.apache.pekko.http.javadsl.model.headers.CacheDirectives;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.attestry.bytes.Bytes;

/** Makes HTTP responses. Evidence and tokens are nobody's to keep, so every one says {@code no-store}. */
public final class Replies {
    /** Names a request on both sides. */
    public static final String REQUEST_ID = "Attestry-Request-Id";

    private static final ContentType PROBLEM_JSON = MediaTypes.applicationWithFixedCharset(
                    "problem+json", org.apache.pekko.http.javadsl.model.HttpCharsets.UTF_8)
            .toContentType();

    private Replies() {}

    /** A JSON document. */
    public static HttpResponse json(int status, JsonNode body, String requestId) {
        return response(status, ContentTypes.APPLICATION_JSON, body.toString())
                .addHeader(RawHeader.create(REQUEST_ID, requestId));
    }

    /** A problem document. */
    public static HttpResponse problem(int status, JsonNode body, String requestId) {
        var response =
                response(status, PROBLEM_JSON, body.toString()).addHeader(RawHeader.create(REQUEST_ID, requestId));
        return status == 503 ? response.addHeader(RawHeader.create("Retry-After", "5")) : response;
    }

    /** A text with its media type. */
    public static HttpResponse response(int status, ContentType type, String body) {
        return HttpResponse.create()
                .withStatus(status)
                .addHeader(CacheControl.create(CacheDirectives.NO_STORE))
                .withEntity(HttpEntities.create(type, Bytes.utf8(body).toArray()));
    }
}
