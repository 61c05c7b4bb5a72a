package org.attestry.cluster.attestation;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.Endpoint.Answer;
import org.attestry.cluster.http.Endpoint.Call;
import org.attestry.cluster.http.Members;
import org.attestry.cluster.http.PathSegment;
import org.attestry.cluster.http.Role;
import org.attestry.cluster.http.Wire;

/** {@code /v1/challenges} and {@code /v1/evidence}: HTTP in, one attestation asked for, HTTP out. No decisions are taken here. */
public final class EvidenceRoutes {
    private static final long CHALLENGE_LIMIT = 4 * 1024L;

    private final Attestations attestations;
    private final long evidenceLimit;

    /** Takes evidence bodies of at most {@code evidenceLimit} octets. */
    public EvidenceRoutes(Attestations attestations, long evidenceLimit) {
        this.attestations = attestations;
        this.evidenceLimit = evidenceLimit;
    }

    /** The rows. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("challenge", "/v1/challenges", Role.AGENT, CHALLENGE_LIMIT, this::challenge),
                Endpoint.post("attest", "/v1/evidence", Role.AGENT, evidenceLimit, this::attest));
    }

    record ChallengeBody(String node) {
        @SuppressWarnings("ConstantValue") // the reader of JSON gives null where a member is missing
        ChallengeBody {
            if (node == null || !PathSegment.allowed(node)) {
                throw new IllegalArgumentException("\"node\" is 1 to 128 letters, digits or ._~@:-");
            }
        }
    }

    record ChallengeAnswer(String node, Bytes nonce, Instant expiresAt, String requestId) {}

    /** The answer to evidence, before token and result. */
    record AnswerHead(
            String requestId,
            String node,
            String status,
            Instant tokenExpiresAt,
            String record,
            String leaf,
            CheckNames checks) {}

    private CompletionStage<Answer> challenge(Call call) {
        var body = Wire.read(call.body(), ChallengeBody.class);
        var issued = attestations.challenge(call.tenant(), body.node());
        return CompletableFuture.completedFuture(
                Answer.created(new ChallengeAnswer(body.node(), issued.nonce(), issued.expiresAt(), call.requestId())));
    }

    private CompletionStage<Answer> attest(Call call) {
        var request = Wire.read(call.body(), EvidenceRequest.class);
        return attestations
                .attest(call.requestId(), call.tenant(), request)
                .thenApply(attested -> Answer.createdOf(answer(request.node(), attested)));
    }

    private static Members answer(String node, Attestations.Attested attested) {
        var conclusion = attested.conclusion();
        var record = attested.record();
        var head = new AnswerHead(
                record.requestId(),
                node,
                conclusion.status(),
                attested.token().expiresAt(),
                record.requestId(),
                record.leaf().hex(),
                conclusion.checks());
        return new Members()
                .of(Bytes.copyOf(Wire.write(head)))
                .text("token", attested.token().jwt())
                .value("result", conclusion.result());
    }
}
