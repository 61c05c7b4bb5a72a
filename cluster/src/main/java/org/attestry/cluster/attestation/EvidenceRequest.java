package org.attestry.cluster.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.PathSegment;
import org.attestry.persistence.events.Submission;
import org.attestry.verifier.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/evidence}; checked as a whole when it is read.
 *
 * @param node the node that the evidence speaks for
 * @param nonce the challenge that it answers
 * @param freshness {@code challenge} if the nonce is ours (or left out), {@code relying-party} if the caller made it
 * @param format the evidence format
 * @param evidence the evidence
 * @param attachments what came along, by role
 * @param key the attester's public key as JWK, bound by the evidence
 * @param audience who the token is for
 */
public record EvidenceRequest(
        String node,
        Bytes nonce,
        @Nullable String freshness,
        String format,
        Bytes evidence,
        @Nullable Map<String, Bytes> attachments,
        @Nullable JsonNode key,
        String audience) {
    private static final int MOST_ATTACHMENTS = 32;

    @SuppressWarnings("ConstantValue") // the reader of JSON gives null where a member is missing
    public EvidenceRequest {
        require(node != null && PathSegment.allowed(node), "\"node\" is 1 to 128 letters, digits or ._~@:-");
        require(nonce != null && nonce.size() >= 8 && nonce.size() <= 64, "\"nonce\" is 8 to 64 octets in base64url");
        require(
                freshness == null
                        || freshness.equals(Submission.CHALLENGE)
                        || freshness.equals(Submission.RELYING_PARTY),
                "\"freshness\" is challenge or relying-party");
        require(format != null && PathSegment.allowed(format), "\"format\" names an evidence format");
        require(evidence != null && !evidence.isEmpty(), "\"evidence\" is base64url and not empty");
        require(attachments == null || attachments.size() <= MOST_ATTACHMENTS, "at most 32 attachments");
        require(
                attachments == null || attachments.values().stream().noneMatch(Objects::isNull),
                "an attachment is base64url and not null");
        require(
                audience != null && !audience.isBlank() && audience.length() <= 512,
                "\"audience\" names who the token is for, 1 to 512 characters");
    }

    /** Whether the nonce is said to be one of ours. */
    public boolean challenged() {
        return freshness == null || freshness.equals(Submission.CHALLENGE);
    }

    /** The evidence with what came along. */
    public Evidence asEvidence() {
        return new Evidence(format, evidence, attachments == null ? Map.of() : attachments);
    }

    /**
     * The key that the evidence is said to bind.
     *
     * @throws IllegalArgumentException if it is none that {@link AttesterKey} takes
     */
    public Optional<AttesterKey> attesterKey() {
        return Optional.ofNullable(key).map(AttesterKey::parse);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalArgumentException(otherwise);
    }
}
