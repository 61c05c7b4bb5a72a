package org.attestry.cli.client;

import static java.util.Map.entry;

import java.util.Map;
import org.attestry.cli.ExitCode;

/** What a problem of the service means as an exit code: one row per problem type. */
final class ProblemExit {
    static final Map<String, ExitCode> BY_SLUG = Map.ofEntries(
            entry("malformed-request", ExitCode.REFUSED),
            entry("challenge-invalid", ExitCode.REFUSED),
            entry("challenge-spent", ExitCode.REFUSED),
            entry("evidence-refused", ExitCode.REFUSED),
            entry("appraisal-contraindicated", ExitCode.REFUSED),
            entry("not-found", ExitCode.REFUSED),
            entry("method-not-allowed", ExitCode.REFUSED),
            entry("conflict", ExitCode.REFUSED),
            entry("too-large", ExitCode.REFUSED),
            entry("uri-too-long", ExitCode.REFUSED),
            entry("unsupported-media-type", ExitCode.REFUSED),
            entry("headers-too-large", ExitCode.REFUSED),
            entry("method-unknown", ExitCode.REFUSED),
            entry("inconclusive", ExitCode.INCONCLUSIVE),
            entry("damaged", ExitCode.INCONCLUSIVE),
            entry("unknown-tee", ExitCode.INCONCLUSIVE),
            entry("unauthorized", ExitCode.NOT_ALLOWED),
            entry("forbidden", ExitCode.NOT_ALLOWED),
            entry("too-many-requests", ExitCode.UNREACHABLE),
            entry("internal", ExitCode.UNREACHABLE),
            entry("unavailable", ExitCode.UNREACHABLE),
            entry("not-ready", ExitCode.UNREACHABLE));

    private ProblemExit() {}

    /** The exit code of a problem; one of a type that a later service added goes by its HTTP status. */
    static ExitCode of(String slug, int status) {
        var known = BY_SLUG.get(slug);
        if (known != null) return known;
        if (status == 401 || status == 403) return ExitCode.NOT_ALLOWED;
        return status >= 500 ? ExitCode.UNREACHABLE : ExitCode.REFUSED;
    }
}
