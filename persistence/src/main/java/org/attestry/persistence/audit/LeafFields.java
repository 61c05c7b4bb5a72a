package org.attestry.persistence.audit;

import java.math.BigInteger;
import java.time.Instant;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.events.AuditedEvent;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionActivated;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionAdded;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionWithdrawn;
import org.attestry.persistence.events.Inputs;
import org.attestry.persistence.events.KeyRingEvent.KeyAdded;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionActivated;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionAdded;
import org.attestry.persistence.events.Submission;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceAppraised;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceRefused;
import org.attestry.verifier.ClaimValue;

/** The fields of every leaf, by durable names. */
final class LeafFields {
    private final TreeMap<String, ClaimValue> members = new TreeMap<>();

    private LeafFields(AuditedEvent event, String kind) {
        number("v", 1);
        text("kind", kind);
        text("entity", event.link().entity());
        number("sequence", event.link().sequence());
        hex("previous", event.link().previous());
        instant("at", event.at());
    }

    static ClaimValue.Group of(AuditedEvent event) {
        var leaf = switch (event) {
            case EvidenceAppraised appraised -> appraised(appraised);
            case EvidenceRefused refused -> refused(refused);
            case BaselineVersionAdded added -> baselineAdded(added);
            case BaselineVersionActivated activated ->
                version(event, "baseline-activated", activated.requestId(), activated.version());
            case BaselineVersionWithdrawn withdrawn ->
                version(event, "baseline-withdrawn", withdrawn.requestId(), withdrawn.version())
                        .text("reason", withdrawn.reason());
            case PolicyVersionAdded added -> policyAdded(added);
            case PolicyVersionActivated activated ->
                version(event, "policy-activated", activated.requestId(), activated.version());
            case KeyAdded added -> keyAdded(added);
        };
        return new ClaimValue.Group(leaf.members);
    }

    private static LeafFields appraised(EvidenceAppraised event) {
        return new LeafFields(event, "evidence-appraised")
                .submission(event.submission())
                .inputs(event.inputs())
                .text("engine", event.engine())
                .text("status", event.status())
                .text("policy", event.policy())
                .hex("policy_digest", event.policyDigest())
                .text("baseline", event.baseline())
                .hex("baseline_digest", event.baselineDigest())
                .hex("result_digest", event.resultDigest());
    }

    private static LeafFields refused(EvidenceRefused event) {
        return new LeafFields(event, "evidence-refused")
                .submission(event.submission())
                .inputs(event.inputs())
                .text("outcome", event.outcome())
                .text("check", event.check())
                .text("reason", event.reason())
                .text("detail", event.detail());
    }

    private static LeafFields baselineAdded(BaselineVersionAdded event) {
        return new LeafFields(event, "baseline-added")
                .text("request_id", event.requestId())
                .text("tenant", event.tenant())
                .text("tee", event.tee())
                .text("name", event.name())
                .number("version", event.version())
                .hex("digest", event.digest())
                .instant("not_before", event.notBefore())
                .instant("not_after", event.notAfter());
    }

    private static LeafFields policyAdded(PolicyVersionAdded event) {
        return new LeafFields(event, "policy-added")
                .text("request_id", event.requestId())
                .text("tenant", event.tenant())
                .text("tee", event.tee())
                .text("name", event.name())
                .number("version", event.version())
                .hex("digest", event.digest());
    }

    private static LeafFields version(AuditedEvent event, String kind, String requestId, int version) {
        return new LeafFields(event, kind).text("request_id", requestId).number("version", version);
    }

    /** The wrapped key itself stays out of the leaf: an auditor needs to know that it is there, not what it is. */
    private static LeafFields keyAdded(KeyAdded event) {
        return new LeafFields(event, "key-added")
                .text("purpose", event.purpose())
                .text("kid", event.kid())
                .hex("wrapped_digest", event.wrapped().sha256())
                .instant("usable_from", event.usableFrom())
                .instant("usable_until", event.usableUntil())
                .instant("accepted_until", event.acceptedUntil());
    }

    private LeafFields submission(Submission submission) {
        return text("request_id", submission.requestId())
                .text("tenant", submission.tenant())
                .text("node", submission.node())
                .text("format", submission.format())
                .hex("nonce_digest", submission.nonceDigest())
                .text("freshness", submission.freshness())
                .text("audience", submission.audience())
                .instant("fence_until", submission.fenceUntil());
    }

    private LeafFields inputs(Inputs inputs) {
        return hex("evidence_digest", inputs.evidence())
                .hex("expected_digest", inputs.expected())
                .hex("endorsements_digest", inputs.endorsements())
                .hex("verdict_digest", inputs.verdict())
                .text("verifier", inputs.verifier());
    }

    private LeafFields text(String name, String value) {
        members.put(name, new ClaimValue.Text(value));
        return this;
    }

    private LeafFields hex(String name, Bytes value) {
        return text(name, value.hex());
    }

    private LeafFields instant(String name, Instant value) {
        return text(name, value.toString());
    }

    private LeafFields number(String name, long value) {
        members.put(name, new ClaimValue.Whole(BigInteger.valueOf(value)));
        return this;
    }
}
