package org.attestry.agent.secgear;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.attestry.agent.json.StrictJson;
import org.attestry.agent.token.VerifiedToken;

/**
 * Writes a verified token as the seven claims that secGear's clients know: {@code evaluation_reports}, {@code exp}, {@code iat}, {@code
 * iss}, {@code nbf}, {@code tcb_status}, {@code tee}, in this order.
 *
 * <p>{@code tcb_status} is the submodule of the EAR as it stands, {@code report} has its trustworthiness vector, as a text, under the
 * name of the policy that the service appraised by.
 */
final class SevenClaims {
    private SevenClaims() {}

    static JsonNode of(VerifiedToken token) {
        var claims = StrictJson.read(token.claimsJson());
        var tee = token.submodules().firstKey();
        var part = claims.path("submods").path(tee);
        var json = JsonNodeFactory.instance.objectNode();
        json.set("evaluation_reports", evaluation(token, part));
        json.put("exp", token.expiresAt().getEpochSecond());
        json.put("iat", token.issuedAt().getEpochSecond());
        json.put("iss", token.issuer());
        json.put("nbf", claims.path("nbf").asLong(token.issuedAt().getEpochSecond()));
        json.set("tcb_status", part);
        return json.put("tee", tee);
    }

    private static ObjectNode evaluation(VerifiedToken token, JsonNode part) {
        var policy = policyOf(part);
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("eval_result", token.status().acceptable());
        json.putArray("policy").add(policy);
        var report = json.putObject("report");
        report.put(policy, part.path("ear.trustworthiness-vector").toString());
        report.putNull("event").putNull("ima").putNull("uefi");
        return json;
    }

    /** The policy that the service appraised by: it is bound there, no caller chooses it. */
    static String policyOf(JsonNode part) {
        return part.path("ear.appraisal-policy-id").asText("default");
    }
}
