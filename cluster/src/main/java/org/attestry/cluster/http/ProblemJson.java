package org.attestry.cluster.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one JSON text of a problem (RFC 9457), {@code application/problem+json}. */
final class ProblemJson {
    private ProblemJson() {}

    record Body(
            String type,
            String title,
            int status,
            @Nullable String detail,
            String instance,
            String requestId,
            String explain,
            @Nullable String check,
            @Nullable String reason,
            @Nullable List<Problem.Fault> errors) {}

    static Endpoint.Answer answer(Problem problem, String requestId) {
        var kind = problem.kind();
        var body = new Body(
                "https://attestry.org/problems/" + kind.slug(),
                kind.title(),
                kind.status(),
                problem.detail().orElse(null),
                "urn:attestry:request:" + requestId,
                requestId,
                "attestry explain " + requestId,
                problem.check().orElse(null),
                problem.reason().orElse(null),
                problem.errors().isEmpty() ? null : problem.errors());
        return Endpoint.Answer.json(kind.status(), "application/problem+json", body);
    }
}
