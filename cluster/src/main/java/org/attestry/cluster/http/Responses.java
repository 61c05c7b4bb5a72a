package org.attestry.cluster.http;

import java.util.ArrayList;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Answers as HTTP: each names its request and may be kept by nobody on its way. */
final class Responses {
    private Responses() {}

    /** {@code allowed} are the methods that an endpoint takes, where it was called by another; else empty. */
    static HttpResponse of(Endpoint.Answer answer, String requestId, String allowed) {
        var headers = new ArrayList<HttpHeader>();
        headers.add(RawHeader.create(RequestIds.HEADER, requestId));
        headers.add(RawHeader.create("Cache-Control", "no-store"));
        headers.add(RawHeader.create("X-Content-Type-Options", "nosniff"));
        if (answer.status() == 503) headers.add(RawHeader.create("Retry-After", "1"));
        if (!allowed.isEmpty()) headers.add(RawHeader.create("Allow", allowed));
        if (answer.status() == 401) headers.add(RawHeader.create("WWW-Authenticate", "Bearer"));
        return HttpResponse.create()
                .withStatus(StatusCodes.get(answer.status()))
                .addHeaders(headers)
                .withEntity(entity(answer));
    }

    private static HttpEntity.Strict entity(Endpoint.Answer answer) {
        var type = answer.mediaType().equals("application/json")
                ? ContentTypes.APPLICATION_JSON
                : ContentTypes.parse(answer.mediaType());
        return HttpEntities.create(type, answer.body());
    }
}
