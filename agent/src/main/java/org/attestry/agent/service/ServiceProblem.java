package org.attestry.agent.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.attestry.agent.json.Shape;

/**
 * Why the service declined: its problem document (RFC 9457), read.
 *
 * @param kind what the caller may act on
 * @param status of the HTTP response
 * @param title the kind in words
 * @param detail for this case, where the service gave one
 * @param requestId what to ask {@code attestry explain} about
 * @param check the check that did not hold, where it was one
 * @param reason why it did not
 * @param retryAfter when to come again, where the service said so
 */
public record ServiceProblem(
        Kind kind,
        int status,
        String title,
        Optional<String> detail,
        String requestId,
        Optional<String> check,
        Optional<String> reason,
        Optional<Duration> retryAfter) {
    private static final String PREFIX = "https://attestry.org/problems/";

    /** The problem types of the service; what a later release adds is {@link #OTHER}. */
    public enum Kind {
        MALFORMED_REQUEST,
        CHALLENGE_INVALID,
        UNAUTHORIZED,
        FORBIDDEN,
        EVIDENCE_REFUSED,
        APPRAISAL_CONTRAINDICATED,
        INCONCLUSIVE,
        UNKNOWN_TEE,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        CHALLENGE_SPENT,
        CONFLICT,
        TOO_LARGE,
        URI_TOO_LONG,
        UNSUPPORTED_MEDIA_TYPE,
        TOO_MANY_REQUESTS,
        HEADERS_TOO_LARGE,
        INTERNAL,
        METHOD_UNKNOWN,
        UNAVAILABLE,
        NOT_READY,
        OTHER;

        /** The last part of the problem type. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind ofType(String type) {
            return Arrays.stream(values())
                    .filter(kind -> type.equals(PREFIX + kind.slug()))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    static ServiceProblem read(int status, JsonNode body, String requestId, Optional<Duration> retryAfter) {
        var problem = Shape.of(body);
        return new ServiceProblem(
                Kind.ofType(problem.text("type")),
                status,
                problem.optionalText("title").orElse("declined"),
                problem.optionalText("detail"),
                problem.optionalText("request_id").orElse(requestId),
                problem.optionalText("check"),
                problem.optionalText("reason"),
                retryAfter);
    }

    /** The type as a URI. */
    public String type() {
        return PREFIX + kind.slug();
    }

    /** One line for an operator: what, why, and how to learn more. */
    public String sentence() {
        var why = check.map(name -> name + "/").orElse("") + reason.orElse("");
        return title + (why.isEmpty() ? "" : " (" + why + ")")
                + detail.map(text -> ": " + text).orElse("") + "; attestry explain " + requestId;
    }
}
