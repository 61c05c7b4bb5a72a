package org.attestry.verifier;

import java.time.Instant;
import java.util.Set;
import org.attestry.bytes.Bytes;

/**
 * Verifies the Evidence (RFC 9334 section 8.1) of one kind of TEE. Plugins implement this interface and are found by {@link
 * java.util.ServiceLoader}.
 *
 * <p>What an implementer must keep, and what breaks otherwise:
 *
 * <ul>
 *   <li>{@link #verify} depends on its four arguments only. A hidden input makes the replay of an audit record differ.
 *   <li>Every check goes through {@link Checks}; an acceptance is built by {@link Checks#accept} alone, which refuses to do so if a
 *       required check did not run.
 *   <li>A trust anchor comes from {@link Endorsements} alone, never from what the attester sent.
 *   <li>A result may be kept between calls only if it is a verified endorsement, keyed by its exact bytes and bounded by its validity.
 *   <li>Implementations are immutable to the caller and safe for many threads.
 * </ul>
 */
public interface EvidenceVerifier {
    /** The kind of TEE, in the short name used on the wire: {@code snp}, {@code tdx}, … */
    String tee();

    /** The evidence formats understood, by the names of the media type parameter and of test vectors: {@code snp-report}, … */
    Set<String> formats();

    /** The version of this verifier's behaviour: it goes into every audit record, and changes whenever a verdict or a claim may. */
    String version();

    /**
     * How many octets the evidence can bind to a challenge: 64 for REPORT_DATA of SEV-SNP, 0 where it can bind nothing.
     *
     * @param format one of {@link #formats()}
     */
    int bindingSize(String format);

    /**
     * The roles of attachments that are looked at; none where nothing is said. Evidence with any other is refused before it gets here: a
     * name that is misspelt would leave its check out without a word.
     *
     * @param format one of {@link #formats()}
     */
    default Set<String> attachmentRoles(String format) {
        return Set.of();
    }

    /**
     * Every claim that an acceptance can hold, with what it can hold: a baseline that wants another claim or value is refused when it is
     * added, since no evidence could ever meet it.
     */
    ClaimShapes claims();

    /**
     * Whether {@code item} has a form that this verifier reads items of {@code role} in; true for roles that it does not use. Asked when a
     * process starts, so that a damaged file is found out then and not by the first attester.
     */
    default boolean reads(String role, Bytes item) {
        return true;
    }

    /**
     * Checks evidence and says which checks ran.
     *
     * <p>Throws nothing for bad evidence: that is a {@link Verdict.Refused}. The caller treats whatever is thrown as a refusal.
     *
     * @param evidence what the attester sent, believed in no part
     * @param expected what the evidence has to be bound to
     * @param endorsements trust anchors and vendor material as held by the verifier
     * @param at the instant at which certificates, revocation lists and other collateral have to be valid
     */
    Verdict verify(Evidence evidence, Expected expected, Endorsements endorsements, Instant at);
}
