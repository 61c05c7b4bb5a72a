package org.attestry.cluster.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code /v1/openapi.json}: the document that describes the native API; a test holds it against the endpoint table. */
public final class OpenApiRoutes {
    private OpenApiRoutes() {}

    /** The rows. */
    public static List<Endpoint> endpoints() {
        var answer = Endpoint.Answer.text(200, "application/json", document());
        return List.of(Endpoint.get(
                "openapi", "/v1/openapi.json", Role.PUBLIC, _ -> CompletableFuture.completedFuture(answer)));
    }

    /** The document. */
    public static String document() {
        try (var in = OpenApiRoutes.class.getResourceAsStream("openapi.json")) {
            if (in == null) throw new IllegalStateException("this release carries no openapi.json");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
