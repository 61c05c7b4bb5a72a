package org.attestry.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.attestry.agent.token.ExpectedFreshness;
import org.attestry.agent.token.ExpectedIssuer;
import org.attestry.agent.token.KeySet;
import org.attestry.agent.token.KeysUnavailable;
import org.attestry.agent.token.TokenRules;
import org.attestry.agent.token.TokenVerdict;
import org.attestry.agent.token.TokenVerifier;
import org.attestry.agent.token.VerifiedToken;
import org.attestry.bytes.Bytes;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.output.Json;
import org.attestry.verifier.ReportBinding;

/**
 * Walks one attestation from challenge to replay, and then three that have to be refused; everything goes over HTTP, as anybody's would.
 *
 * <p>Each step checks what it shows: a walk that does not come out as it must ends in {@link WentWrong}.
 */
final class Walk {
    private static final String AUDIENCE = "demo-shop";
    private static final int MEASUREMENT_OFFSET = 0x90;

    private final Playground ground;
    private final Consumer<Scene> told;
    private final ObjectNode findings = Json.object();

    Walk(Playground ground, Consumer<Scene> told) {
        this.ground = ground;
        this.told = told;
    }

    /** Something came out otherwise than this product promises. */
    static final class WentWrong extends RuntimeException {
        WentWrong(String what) {
            super(what);
        }
    }

    /** Walks, and returns nonce, evidence, token, key set, audit record and refusals. */
    ObjectNode walk() {
        ground.expectTheGuest();
        var nonce = challenge();
        var evidence = evidence(nonce);
        var answer = attested(nonce, evidence);
        relyingParty(answer.path("token").asText());
        var record = recorded(answer);
        replayed(record);
        refusals(nonce, evidence);
        return findings;
    }

    private String challenge() {
        var answer = ground.asAgent().post(Json.object().put("node", Playground.NODE), "v1", "challenges");
        var nonce = answer.path("nonce").asText();
        findings.put("nonce", nonce);
        tell(
                "Challenge: the service makes a nonce for the node",
                "nonce      " + nonce,
                "good until " + answer.path("expires_at").asText() + ", for this node, once");
        return nonce;
    }

    private JsonNode evidence(String nonce) {
        var evidence = ground.agent().post(Json.object().put("nonce", nonce), "v1", "evidence");
        findings.set("evidence", evidence);
        var octets = Bytes.fromBase64Url(evidence.path("evidence").asText());
        tell(
                "Report: the agent has its (simulated) TEE sign a report over the nonce",
                "format   " + evidence.path("format").asText() + ", " + octets.size()
                        + " octets, and the vendor's certificates",
                "digest   " + octets.sha256().hex());
        return evidence;
    }

    private JsonNode attested(String nonce, JsonNode evidence) {
        var answer = ground.asAgent().post(submission(nonce, evidence), "v1", "evidence");
        findings.put("request_id", answer.path("request_id").asText());
        findings.put("token", answer.path("token").asText());
        require(!answer.path("token").asText().isEmpty(), "there is no token");
        tell(
                "Verify: the service checks the evidence",
                "passed   " + Json.plain(answer.path("checks").path("passed")));
        tell(
                "Appraise: its policy weighs the claims against the baseline",
                "status   " + answer.path("status").asText());
        tell(
                "Record: one durable event, before anything is answered",
                "record   " + answer.path("record").asText(),
                "leaf     " + answer.path("leaf").asText());
        tell(
                "Token: signed for " + AUDIENCE,
                "good until " + answer.path("token_expires_at").asText(),
                abbreviated(answer.path("token").asText()));
        return answer;
    }

    private static String abbreviated(String token) {
        int end = token.length();
        return token.substring(0, 40) + "..." + token.substring(end - 20) + " (" + end
                + " characters; --json shows all)";
    }

    private void relyingParty(String token) {
        var jwks = ground.asAgent().get(".well-known", "jwks.json");
        findings.set("jwks", jwks);
        switch (verdict(token, jwks)) {
            case TokenVerdict.Refused(var reason, var detail) ->
                throw new WentWrong("the token is refused: " + reason.wireName() + ": " + detail);
            case VerifiedToken verified ->
                tell(
                        "Relying party: verifies the token with the service's public keys",
                        "verified by key " + verified.keyId(),
                        "status " + verified.status().wireName() + " for " + verified.audience() + ", node "
                                + verified.node().orElse("?"));
        }
    }

    private static TokenVerdict verdict(String token, JsonNode jwks) {
        try {
            var rules = new TokenRules(
                    new ExpectedIssuer.HolderOfTheKeys(),
                    AUDIENCE,
                    new ExpectedFreshness.OfTheIssuer(),
                    Duration.ofSeconds(5),
                    TokenRules.USUAL_LIFE);
            return new TokenVerifier(KeySet.parse(Bytes.utf8(jwks.toString())), rules, Clock.systemUTC()).verify(token);
        } catch (KeysUnavailable e) {
            throw new WentWrong("the key set cannot be used: " + e.getMessage());
        }
    }

    private String recorded(JsonNode answer) {
        var id = answer.path("record").asText();
        var record = ground.admin().get("v1", "audit", "records", id);
        findings.set("audit_record", record);
        var leaf = Bytes.concat(
                        Bytes.of(0),
                        Bytes.fromBase64Url(record.path("leaf_bytes").asText()))
                .sha256()
                .hex();
        require(leaf.equals(answer.path("leaf").asText()), "the record's leaf is not the one in the answer");
        tell(
                "Audit record: anybody can compute its leaf again",
                "of node " + Json.plain(record.path("fields").path("node")) + " at "
                        + Json.plain(record.path("fields").path("at")),
                "leaf     " + leaf + " (the same)");
        return id;
    }

    private void replayed(String id) {
        var replay = ground.admin().post(Json.object(), "v1", "audit", "records", id, "replay");
        require(replay.path("same").asBoolean(), "the replay differs: " + replay.path("differences"));
        tell("Replay: the service decides again from the stored inputs", "same, bit for bit");
    }

    private void refusals(String spent, JsonNode evidence) {
        findings.putArray("refusals");
        refused("One forged octet", "evidence-refused", () -> {
            var nonce = fresh();
            var forged = ground.guest().attest(ReportBinding.of(64, Bytes.fromBase64Url(nonce), Bytes.EMPTY));
            var octets = forged.body().toArray();
            octets[MEASUREMENT_OFFSET] ^= 1;
            return submission(nonce, asJson(forged.attachments(), Bytes.copyOf(octets)));
        });
        refused("A nonce that was used before", "challenge-spent", () -> submission(spent, evidence));
        refused("A measurement that the baseline does not have", "appraisal-contraindicated", () -> {
            var nonce = fresh();
            var stranger =
                    ground.guest().withMeasurement(Bytes.utf8("another guest").sha384());
            var binding = ReportBinding.of(64, Bytes.fromBase64Url(nonce), Bytes.EMPTY);
            var report = stranger.attest(binding);
            return submission(nonce, asJson(report.attachments(), report.body()));
        });
    }

    private String fresh() {
        return ground.asAgent()
                .post(Json.object().put("node", Playground.NODE), "v1", "challenges")
                .path("nonce")
                .asText();
    }

    private void refused(String title, String slug, java.util.function.Supplier<ObjectNode> submission) {
        var body = submission.get();
        try {
            var _ = ground.asAgent().post(body, "v1", "evidence");
        } catch (CommandFailed failed) {
            var problem = failed.problem();
            require(problem.slug().equals(slug), title + " gives " + problem.slug() + " instead of " + slug);
            var explanation = ground.asAgent()
                    .get("v1", "explanations", Json.plain(problem.members().path("request_id")));
            // The service ends with the demo, so nobody can be asked later.
            var refusal = findings.withArrayProperty("refusals").addObject().put("what", title);
            refusal.setAll(problem.unexplained().members());
            refusal.set("explanation", explanation);
            tell("Refused: " + title, reasons(problem.members(), explanation));
            return;
        }
        throw new WentWrong(title + " was not refused");
    }

    private static String[] reasons(ObjectNode problem, JsonNode explanation) {
        var check = problem.has("check") ? "check " + Json.plain(problem.path("check")) + ", " : "";
        return new String[] {
            Json.plain(problem.path("status")) + " " + Json.plain(problem.path("title")),
            check + "reason " + Json.plain(problem.path("reason")),
            "explained: " + why(explanation)
        };
    }

    /** What the service says on being asked: the rules that spoke, or the detail of the check. */
    private static String why(JsonNode explanation) {
        var what = Json.plain(explanation.path("what"));
        var rules = new StringJoiner("; ", what + ": ", "").setEmptyValue(what);
        explanation
                .path("rules")
                .forEach(rule -> rules.add(
                        Json.plain(rule.path("claim")) + " (wanted: " + Json.plain(rule.path("wanted")) + ")"));
        var detail = Json.plain(explanation.path("detail"));
        return detail.isEmpty() ? rules.toString() : what + ": " + detail;
    }

    private ObjectNode submission(String nonce, JsonNode evidence) {
        var body =
                Json.object().put("node", Playground.NODE).put("nonce", nonce).put("audience", AUDIENCE);
        for (var member : List.of("format", "evidence", "attachments")) body.set(member, evidence.path(member));
        return body;
    }

    private static ObjectNode asJson(java.util.Map<String, Bytes> attachments, Bytes report) {
        var json = Json.object().put("format", "snp-report").put("evidence", report.base64Url());
        var attached = json.putObject("attachments");
        attachments.forEach((role, item) -> attached.put(role, item.base64Url()));
        return json;
    }

    private void tell(String title, String... lines) {
        told.accept(new Scene(title, List.of(lines)));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new WentWrong(otherwise);
    }
}
