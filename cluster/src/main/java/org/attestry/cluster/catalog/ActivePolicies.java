package org.attestry.cluster.catalog;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.PolicyRejected;
import org.attestry.cluster.policy.PolicyVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which policy serves each TEE of a tenant: of several active ones the one activated last; of two in one instant the first by name.
 *
 * <p>One that compiled in an earlier release and does not in this one serves nobody, and no other takes its place, until an administrator
 * activates one that does. It stops neither other tenants nor the node.
 */
final class ActivePolicies {
    private static final Logger LOG = LoggerFactory.getLogger(ActivePolicies.class);

    private final Map<String, Candidate> candidates = new HashMap<>();

    private record Candidate(PolicyVersion version, Instant since) {}

    /** Makes a policy from what is recorded of it. */
    @FunctionalInterface
    interface Compiler {
        AppraisalPolicy compile(PolicyVersion version) throws PolicyRejected;
    }

    /** {@code version} is the active one of its policy since that instant; policies come in order of name. */
    void add(PolicyVersion version, Instant since) {
        candidates.merge(
                version.tenant() + "/" + version.tee(),
                new Candidate(version, since),
                (one, other) -> other.since().isAfter(one.since()) ? other : one);
    }

    /** Those that serve, by {@code tenant/tee}. */
    Map<String, Catalog.ActivePolicy> compiled(Compiler compiler) {
        var serving = new HashMap<String, Catalog.ActivePolicy>();
        candidates.forEach((served, candidate) -> {
            var version = candidate.version();
            try {
                serving.put(served, new Catalog.ActivePolicy(version, compiler.compile(version), candidate.since()));
            } catch (PolicyRejected e) {
                LOG.error(
                        "policy {}@{} does not compile in this release, so nothing serves {}: activate another ({})",
                        version.name(),
                        version.version(),
                        served,
                        e.getMessage());
            }
        });
        return serving;
    }
}
