package org.attestry.cluster.http;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a caller is told when a request fails (RFC 9457); everything in it is meant to be read by the caller.
 *
 * @param kind which kind of problem
 * @param detail what is wrong with this request, in a sentence; empty where the kind says it all
 * @param check the check that refused, where evidence was refused
 * @param reason why, in the durable word for it
 * @param errors faults of the body one by one, where there are several
 * @param retryAfter when to come again
 */
public record Problem(
        Kind kind,
        Optional<String> detail,
        Optional<String> check,
        Optional<String> reason,
        List<Fault> errors,
        Optional<Duration> retryAfter) {

    /** A fault of the body: for policies, as the compiler reports it. */
    public record Fault(String code, String message, String file, int line, int column) {}

    public Problem {
        errors = List.copyOf(errors);
    }

    /** Every kind of problem: durable slug, HTTP status, title. {@code docs/problems.md} has a paragraph on each. */
    public enum Kind {
        MALFORMED_REQUEST(400, "The request is not of the form that this endpoint takes"),
        CHALLENGE_INVALID(400, "The nonce is not one of ours for this node, or its time is over"),
        UNAUTHORIZED(401, "A key is needed"),
        FORBIDDEN(403, "This key does not open this endpoint"),
        EVIDENCE_REFUSED(403, "The evidence is not believed"),
        APPRAISAL_CONTRAINDICATED(403, "The evidence is genuine, what it says is not accepted"),
        NOT_FOUND(404, "There is no such thing"),
        METHOD_NOT_ALLOWED(405, "This endpoint does not take that method"),
        CHALLENGE_SPENT(409, "The nonce was redeemed before"),
        CONFLICT(409, "It was changed meanwhile"),
        TOO_LARGE(413, "The body is larger than this endpoint takes"),
        URI_TOO_LONG(414, "The path and query are longer than is taken"),
        UNSUPPORTED_MEDIA_TYPE(415, "The body has another media type or an encoding"),
        UNKNOWN_TEE(422, "No verifier for this evidence format is installed"),
        INCONCLUSIVE(422, "What would decide is not available"),
        TOO_MANY_REQUESTS(429, "Too many requests"),
        HEADERS_TOO_LARGE(431, "The headers are larger or more than are taken"),
        INTERNAL(500, "The service failed"),
        DAMAGED(500, "What is kept of it is missing or damaged"),
        METHOD_UNKNOWN(501, "There is no such method"),
        UNAVAILABLE(503, "The service cannot do this now"),
        NOT_READY(503, "The service is not ready yet");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** One sentence. */
        public String title() {
            return title;
        }

        /** The durable name, last part of {@code type}. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A problem that its kind says all of. */
    public static Problem of(Kind kind) {
        return new Problem(kind, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    /** A problem with a sentence on this request. */
    public static Problem of(Kind kind, String detail) {
        return new Problem(kind, Optional.of(detail), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    /** With the check and the durable reason that refused. */
    public Problem because(String check, String reason) {
        return new Problem(kind, detail, Optional.of(check), Optional.of(reason), errors, retryAfter);
    }

    /** With faults one by one. */
    public Problem with(List<Fault> faults) {
        return new Problem(kind, detail, check, reason, faults, retryAfter);
    }

    /** With a time to come again. */
    public Problem after(Duration wait) {
        return new Problem(kind, detail, check, reason, errors, Optional.of(wait));
    }

    /** Thrown where a request cannot go on; carries no stack, and is answered once, in the router. */
    public static final class Refusal extends RuntimeException {
        private final Problem problem;

        /** A refusal with that answer. */
        public Refusal(Problem problem) {
            super(problem.kind().slug(), null, false, false);
            this.problem = problem;
        }

        /** The answer. */
        public Problem problem() {
            return problem;
        }
    }

    /** A refusal of that kind with a sentence. */
    public static Refusal refuse(Kind kind, String detail) {
        return new Refusal(of(kind, detail));
    }

    /** What is added for {@code tee} would serve nobody: verifiers are installed for {@code tees}. */
    public static Refusal noVerifier(String tee, Collection<String> tees) {
        return refuse(Kind.UNKNOWN_TEE, "no verifier for TEE " + tee + "; there is one for " + String.join(", ", tees));
    }
}
