package org.attestry.verifier;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;

/**
 * The installed verifiers, one for each evidence format; whatever goes wrong in one of them is a refusal.
 *
 * <p>The evidence format picks the verifier: there is no trying of all. Two verifiers for one format stop the start.
 */
public final class Verifiers {
    private final TreeMap<String, EvidenceVerifier> byFormat = new TreeMap<>();
    private final BiConsumer<String, Throwable> failures;

    /**
     * @param installed the verifiers, each with formats of its own
     * @param failures told of every verifier that threw: the format and what was thrown, for the operator's log
     * @throws IllegalArgumentException if two verifiers claim one format
     */
    public Verifiers(Collection<? extends EvidenceVerifier> installed, BiConsumer<String, Throwable> failures) {
        this.failures = failures;
        for (var verifier : installed) {
            for (var format : verifier.formats()) {
                if (byFormat.putIfAbsent(format, verifier) != null) {
                    throw new IllegalArgumentException("two verifiers for evidence format " + format);
                }
            }
        }
    }

    /** The formats that can be verified. */
    public SortedSet<String> formats() {
        return new TreeSet<>(byFormat.keySet());
    }

    /** The verifier of {@code format}. */
    public Optional<EvidenceVerifier> forFormat(String format) {
        return Optional.ofNullable(byFormat.get(format));
    }

    /** The roles of attachments that the verifier of {@code format} looks at. */
    public Set<String> attachmentRoles(String format) {
        return forFormat(format)
                .map(verifier -> verifier.attachmentRoles(format))
                .orElse(Set.of());
    }

    /**
     * {@code evidence} without attachments that its verifier does not look at: for what was recorded, which holds more than was sent. From
     * whoever sends evidence such attachments are refused.
     */
    public Evidence lookedAt(Evidence evidence) {
        var attachments = new TreeMap<>(evidence.attachments());
        attachments.keySet().retainAll(attachmentRoles(evidence.format()));
        return new Evidence(evidence.format(), evidence.body(), attachments);
    }

    /** The kinds of TEE whose evidence can answer a challenge and be accepted. */
    public SortedSet<String> tees() {
        return answeringChallenges()
                .filter(Verifiers::accepts)
                .map(EvidenceVerifier::tee)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every claim that evidence of {@code tee} can hold which answers a challenge and is accepted. */
    public ClaimShapes claims(String tee) {
        return answeringChallenges()
                .filter(verifier -> verifier.tee().equals(tee))
                .map(EvidenceVerifier::claims)
                .reduce(ClaimShapes.NONE, ClaimShapes::and);
    }

    /** Whether any of {@code asked} reads {@code item} as one of {@code role}, or none could accept anything by it. */
    public static boolean anyReads(Collection<? extends EvidenceVerifier> asked, String role, Bytes item) {
        var accepting = asked.stream().filter(Verifiers::accepts).toList();
        return accepting.isEmpty() || accepting.stream().anyMatch(verifier -> verifier.reads(role, item));
    }

    /** Whether there is anything that it accepts. */
    private static boolean accepts(EvidenceVerifier verifier) {
        return !verifier.claims().byPath().isEmpty();
    }

    private Stream<EvidenceVerifier> answeringChallenges() {
        return byFormat.entrySet().stream()
                .filter(row -> row.getValue().bindingSize(row.getKey()) > 0)
                .map(Map.Entry::getValue);
    }

    /**
     * The verdict on {@code evidence}; a refusal where no verifier is installed, where it throws, or where something is attached that it
     * would pass over.
     */
    public Verdict verify(Evidence evidence, Expected expected, Endorsements endorsements, Instant at) {
        var verifier = byFormat.get(evidence.format());
        if (verifier == null)
            return new Verdict.Refused(Check.FORMAT, Reason.UNKNOWN_TEE, "no verifier for this format");
        try {
            return unread(evidence, verifier)
                    .<Verdict>map(detail -> new Verdict.Refused(Check.FORMAT, Reason.MALFORMED, detail))
                    .orElseGet(() -> verifier.verify(evidence, expected, endorsements, at));
        } catch (RuntimeException | StackOverflowError | AssertionError failure) {
            failures.accept(evidence.format(), failure);
            return new Verdict.Refused(Check.FORMAT, Reason.VERIFIER_FAILED, "the verifier failed");
        }
    }

    /** What is wrong with the attachments; says the roles that there are, and not what the attester wrote. */
    private static Optional<String> unread(Evidence evidence, EvidenceVerifier verifier) {
        var known = new TreeSet<>(verifier.attachmentRoles(evidence.format()));
        if (!accepts(verifier) || known.containsAll(evidence.attachments().keySet())) return Optional.empty();
        return Optional.of("attachments: "
                + (known.isEmpty() ? "none are known" : "a role is none of " + String.join(", ", known)));
    }

    /**
     * What an attester has to put into the evidence so that it answers {@code nonce} and proves {@code key} (see {@link
     * ReportBinding}); absent where the format is unknown or can bind nothing.
     */
    public Optional<Expected.Bound> binding(String format, Bytes nonce, Bytes key) {
        return forFormat(format)
                .filter(verifier -> verifier.bindingSize(format) > 0)
                .map(verifier -> new Expected.Bound(ReportBinding.of(verifier.bindingSize(format), nonce, key)));
    }
}
