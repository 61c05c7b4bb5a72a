package org.attestry.verifier;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;

/**
 * Evidence as the attester sent it: nothing in it is believed.
 *
 * @param format the name of its format, f.e. {@code snp-report}
 * @param body the evidence itself, as received
 * @param attachments what the attester sent along, by role ({@link Roles}): certificates, event logs, endorsements it was given;
 *     in order of role, which is its own choice and so could be made to meet in a hash table
 */
public record Evidence(String format, Bytes body, Map<String, Bytes> attachments) {
    public Evidence {
        attachments = Collections.unmodifiableMap(new TreeMap<>(attachments));
    }

    /** Evidence with nothing attached. */
    public static Evidence of(String format, Bytes body) {
        return new Evidence(format, body, Map.of());
    }

    /** What was attached under {@code role}. */
    public Optional<Bytes> attachment(String role) {
        return Optional.ofNullable(attachments.get(role));
    }
}
