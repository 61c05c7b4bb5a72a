package org.attestry.cluster.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attestry.appraisal.Finding;
import org.attestry.cluster.baseline.MissingBaseline;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.http.Refusals;
import org.attestry.cluster.http.Wire;
import org.attestry.persistence.events.TeeNodeEvent;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceAppraised;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceRefused;
import org.jspecify.annotations.Nullable;

/**
 * Says why a request was refused or a node got its standing: from the record where there is one, from this process's memory of refused
 * requests otherwise.
 */
final class Explanations {
    private final AuditRecords records;
    private final Refusals refusals;

    Explanations(AuditRecords records, Refusals refusals) {
        this.records = records;
        this.refusals = refusals;
    }

    /** A rule that spoke, the claim it spoke of, and what it wanted. */
    record Rule(String rule, String claim, String wanted) {}

    /** The answer; {@code source} is {@code record} or {@code memory}. */
    record Explanation(
            String requestId,
            String source,
            Instant at,
            String what,
            String status,
            @Nullable String node,
            @Nullable String check,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String policy,
            @Nullable String baseline,
            @Nullable JsonNode trustVector,
            List<Rule> rules) {}

    Optional<Explanation> explain(String tenant, String requestId) {
        return records.find(tenant, requestId)
                .map(this::recorded)
                .or(() -> refusals.find(tenant, requestId).map(refused -> remembered(requestId, refused)));
    }

    private Explanation recorded(TeeNodeEvent event) {
        return switch (event) {
            case EvidenceRefused refused -> refused(refused);
            case EvidenceAppraised appraised -> appraised(appraised);
        };
    }

    private static Explanation refused(EvidenceRefused event) {
        return new Explanation(
                event.submission().requestId(),
                "record",
                event.at(),
                "the evidence was not believed, so no policy was asked",
                event.outcome(),
                event.submission().node(),
                event.check(),
                event.reason(),
                event.detail(),
                null,
                null,
                null,
                List.of());
    }

    private Explanation appraised(EvidenceAppraised event) {
        var result = Wire.tree(records.octets(event, event.resultDigest()));
        var submodule = result.path("submods").elements().next();
        var rules = new ArrayList<Rule>();
        for (var finding : submodule.path("attestry.findings")) {
            rules.add(new Rule(
                    finding.path("rule").asText(),
                    finding.path("claim").asText(),
                    finding.path("wanted").asText()));
        }
        return new Explanation(
                event.submission().requestId(),
                "record",
                event.at(),
                "the evidence is genuine and was appraised",
                event.status(),
                event.submission().node(),
                null,
                null,
                MissingBaseline.told(result, event.submission().tenant())
                        .or(() -> failed(event.policy(), rules))
                        .orElse(null),
                event.policy(),
                event.baseline(),
                submodule.path("ear.trustworthiness-vector"),
                rules);
    }

    private static Optional<String> failed(String policy, List<Rule> rules) {
        return rules.stream()
                .filter(rule -> rule.rule().equals(Finding.POLICY_FAILED))
                .map(rule -> "the policy " + policy + " gave no appraisal: " + rule.wanted())
                .findFirst();
    }

    private static Explanation remembered(String requestId, Refusals.Refused refused) {
        Problem problem = refused.problem();
        return new Explanation(
                requestId,
                "memory",
                refused.at(),
                problem.kind().title(),
                problem.kind().slug(),
                null,
                problem.check().orElse(null),
                problem.reason().orElse(null),
                problem.detail().orElse(null),
                null,
                null,
                null,
                List.of());
    }
}
