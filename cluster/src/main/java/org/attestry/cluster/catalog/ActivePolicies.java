package org.attestry.cluster.catalog;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.attestry.appraisal.PolicyRejected;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.policy.CompiledPolicies.Outcome;
import org.attestry.cluster.policy.PolicyVersion;

/**
 * Which policy serves each TEE of a tenant: of several active ones the one activated last; of two in one instant the first by name.
 *
 * <p>One that compiled in an earlier release and does not in this one serves nobody, and no other takes its place, until an administrator
 * activates one that does. It stops neither other tenants nor the node. One that is not compiled yet serves nobody until it is: neither the
 * one before it nor any other stands in.
 */
final class ActivePolicies {
    private final Map<String, Candidate> candidates = new HashMap<>();

    private record Candidate(PolicyVersion version, Instant since) {}

    /**
     * Which policies are in force.
     *
     * @param serving those that serve, by {@code tenant/tee}
     * @param compiling those that will as soon as they are compiled, by {@code tenant/tee}
     * @param rejected those that do not compile in this release, and why
     */
    record InForce(
            Map<String, Catalog.ActivePolicy> serving,
            Map<String, PolicyVersion> compiling,
            Map<PolicyVersion, PolicyRejected> rejected) {
        private InForce() {
            this(new HashMap<>(), new HashMap<>(), new HashMap<>());
        }
    }

    /** {@code version} is the active one of its policy since that instant; policies come in order of name. */
    void add(PolicyVersion version, Instant since) {
        candidates.merge(
                version.tenant() + "/" + version.tee(),
                new Candidate(version, since),
                (one, other) -> other.since().isAfter(one.since()) ? other : one);
    }

    /** The digests of the sources that are in force. */
    Set<Bytes> digests() {
        return candidates.values().stream()
                .map(candidate -> candidate.version().digest())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those in force, given what came of compiling each source so far. */
    InForce given(Function<Bytes, Optional<Outcome>> outcomes) {
        var inForce = new InForce();
        candidates.forEach((served, candidate) -> {
            var version = candidate.version();
            outcomes.apply(version.digest())
                    .ifPresentOrElse(
                            outcome -> serve(outcome, served, candidate, inForce),
                            () -> inForce.compiling().put(served, version));
        });
        return inForce;
    }

    private static void serve(Outcome outcome, String served, Candidate candidate, InForce inForce) {
        var version = candidate.version();
        switch (outcome) {
            case Outcome.Compiled(var policy) ->
                inForce.serving()
                        .put(served, new Catalog.ActivePolicy(version, policy.named(version.id()), candidate.since()));
            case Outcome.Rejected(var why) -> inForce.rejected().put(version, why);
        }
    }
}
