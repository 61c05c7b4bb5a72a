package org.attestry.cluster.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.catalog.EventLog;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.Endpoint.Answer;
import org.attestry.cluster.http.Endpoint.Call;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.http.Refusals;
import org.attestry.cluster.http.Role;
import org.attestry.cluster.http.Wire;
import org.attestry.cluster.policy.CompiledPolicies;
import org.attestry.persistence.audit.Leaf;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.content.ContentUnavailable;
import org.attestry.persistence.events.TeeNodeEvent;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceAppraised;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceRefused;
import org.attestry.verifier.Verifiers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/audit}, {@code /v1/results} and {@code /v1/explanations}: what was decided, why, and whether it comes out again. */
public final class AuditRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(AuditRoutes.class);

    private final AuditRecords records;
    private final Replay replay;
    private final Explanations explanations;
    private final Executor blocking;

    /** Routes over the journal and the content store. */
    public AuditRoutes(
            EventLog log,
            ContentStore content,
            Verifiers verifiers,
            CompiledPolicies policies,
            Refusals refusals,
            Executor blocking) {
        this.records = new AuditRecords(log, content);
        this.replay = new Replay(
                records::octets,
                verifiers,
                (tenant, source) ->
                        policies.compile(tenant, source).toCompletableFuture().join());
        this.explanations = new Explanations(records, refusals);
        this.blocking = blocking;
    }

    /** The rows. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("audit-show", "/v1/audit/records/{id}", Role.ADMIN, call -> found(call, this::shown)),
                Endpoint.post(
                        "audit-replay",
                        "/v1/audit/records/{id}/replay",
                        Role.ADMIN,
                        0,
                        call -> found(call, this::replayed)),
                Endpoint.get("result-show", "/v1/results/{id}", Role.AGENT, call -> found(call, this::result)),
                Endpoint.get("explain", "/v1/explanations/{id}", Role.AGENT, this::explain));
    }

    /** Verdict and result are left out where they are not kept whole; {@code damaged} says what of all that the record names is not. */
    record Shown(
            String id,
            String leaf,
            Bytes leafBytes,
            JsonNode fields,
            @Nullable JsonNode verdict,
            @Nullable JsonNode result,
            @Nullable List<String> damaged) {}

    record Replayed(String id, boolean same, List<Replay.Difference> differences) {}

    record Result(String requestId, String node, String status, String at, JsonNode result) {}

    private CompletionStage<Answer> found(Call call, Function<TeeNodeEvent, Object> answer) {
        return CompletableFuture.supplyAsync(
                () -> records.find(call.tenant(), call.at("id"))
                        .map(event -> Answer.ok(answer.apply(event)))
                        .orElseThrow(() -> Problem.refuse(Problem.Kind.NOT_FOUND, "no record has this id")),
                blocking);
    }

    private Object shown(TeeNodeEvent event) {
        var leaf = Leaf.of(event);
        var damaged = damaged(event);
        var verdict = kept(event, event.inputs().verdict());
        var result = event instanceof EvidenceAppraised appraised ? kept(event, appraised.resultDigest()) : null;
        return new Shown(
                event.submission().requestId(),
                leaf.hash().hex(),
                leaf.bytes(),
                Wire.tree(leaf.bytes()),
                verdict,
                result,
                damaged.isEmpty() ? null : damaged);
    }

    private List<String> damaged(TeeNodeEvent event) {
        var unavailable = AuditRecords.unavailable(event, records::octets);
        unavailable.forEach(content -> LOG.error("a record is not kept whole", content));
        return unavailable.stream().map(ContentUnavailable::told).toList();
    }

    private @Nullable JsonNode kept(TeeNodeEvent event, Bytes digest) {
        try {
            return Wire.tree(records.octets(event, digest));
        } catch (ContentUnavailable e) {
            return null;
        }
    }

    private JsonNode result(EvidenceAppraised event) {
        return Wire.tree(records.octets(event, event.resultDigest()));
    }

    private Object replayed(TeeNodeEvent event) {
        var differences = replay.run(event);
        return new Replayed(event.submission().requestId(), differences.isEmpty(), differences);
    }

    private Object result(TeeNodeEvent event) {
        return switch (event) {
            case EvidenceAppraised appraised ->
                new Result(
                        event.submission().requestId(),
                        event.submission().node(),
                        appraised.status(),
                        event.at().toString(),
                        result(appraised));
            case EvidenceRefused _ ->
                throw Problem.refuse(Problem.Kind.NOT_FOUND, "the evidence was refused: there is no result");
        };
    }

    private CompletionStage<Answer> explain(Call call) {
        return CompletableFuture.supplyAsync(
                () -> explanations
                        .explain(call.tenant(), call.at("id"))
                        .map(Answer::ok)
                        .orElseThrow(() -> Problem.refuse(
                                Problem.Kind.NOT_FOUND,
                                "nothing is known of this request: refusals before an entity was asked are kept by the"
                                        + " process that made them, the latest 10000")),
                blocking);
    }
}
