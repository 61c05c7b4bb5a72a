package org.attestry.cluster.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.PreparedBaseline;
import org.attestry.cluster.baseline.BaselineVersions;
import org.attestry.cluster.entity.Versions;
import org.attestry.cluster.keyring.Keys;
import org.attestry.cluster.policy.PolicyVersion;

/**
 * What is in force: an immutable snapshot that a request takes once and uses throughout.
 *
 * @param keys the cluster's keys, open
 * @param policies every policy by {@code tenant/name}
 * @param baselines every baseline by {@code tenant/tee/name}
 * @param activePolicies the policy that serves a tenant's TEE, by {@code tenant/tee}
 * @param compiling the policy that will serve a tenant's TEE as soon as it is compiled, by {@code tenant/tee}; until then none does
 * @param stuck those of them that could not be compiled, for a reason that is not their own: their source was not read, f.e.
 * @param activeBaselines the baselines that serve a tenant's TEE, by {@code tenant/tee}, in order of name
 */
public record Catalog(
        Keys keys,
        Map<String, Versions<PolicyVersion>> policies,
        Map<String, BaselineVersions> baselines,
        Map<String, ActivePolicy> activePolicies,
        Map<String, PolicyVersion> compiling,
        Set<PolicyVersion> stuck,
        Map<String, List<PreparedBaseline>> activeBaselines) {

    /** Nothing in force. */
    public static final Catalog EMPTY =
            new Catalog(Keys.NONE, Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), Map.of());

    public Catalog {
        policies = Map.copyOf(policies);
        baselines = Map.copyOf(baselines);
        activePolicies = Map.copyOf(activePolicies);
        compiling = Map.copyOf(compiling);
        stuck = Set.copyOf(stuck);
        activeBaselines = Map.copyOf(activeBaselines);
    }

    /** A policy in force, compiled. */
    public record ActivePolicy(PolicyVersion version, AppraisalPolicy compiled, Instant since) {}

    /** The policy that serves {@code tee} of {@code tenant}. */
    public Optional<ActivePolicy> policyFor(String tenant, String tee) {
        return Optional.ofNullable(activePolicies.get(tenant + "/" + tee));
    }

    /** Whether the policy for {@code tee} of {@code tenant} is not compiled yet. */
    public boolean isCompiling(String tenant, String tee) {
        return compiling.containsKey(tenant + "/" + tee);
    }

    /** Whether that policy was tried in vain. */
    public boolean isStuck(String tenant, String tee) {
        var version = compiling.get(tenant + "/" + tee);
        return version != null && stuck.contains(version);
    }

    /** The same, of which {@code stuck} could not be compiled. */
    Catalog withStuck(Set<PolicyVersion> stuck) {
        return new Catalog(keys, policies, baselines, activePolicies, compiling, stuck, activeBaselines);
    }

    /** Those of {@link #compiling} that were not tried in vain yet: a start waits for these. */
    public Map<String, PolicyVersion> untried() {
        return compiling.entrySet().stream()
                .filter(each -> !stuck.contains(each.getValue()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether {@code version} is the one that serves its TEE, be it now or as soon as it is compiled. */
    public boolean isInForce(PolicyVersion version) {
        var served = version.tenant() + "/" + version.tee();
        var serving = activePolicies.get(served);
        return version.equals(serving == null ? compiling.get(served) : serving.version());
    }

    /** Whether a policy of {@code tenant} is active for {@code tee}, be it one that serves or one that no longer compiles. */
    public boolean anyActive(String tenant, String tee) {
        return policies.values().stream()
                .flatMap(versions -> versions.find(versions.active(), PolicyVersion::version).stream())
                .anyMatch(version ->
                        version.tenant().equals(tenant) && version.tee().equals(tee));
    }

    /** The baselines that serve {@code tee} of {@code tenant} at {@code instant}, in order of name. */
    public List<PreparedBaseline> baselinesFor(String tenant, String tee, Instant instant) {
        return activeBaselines.getOrDefault(tenant + "/" + tee, List.of()).stream()
                .filter(active -> active.baseline().validAt(instant))
                .toList();
    }
}
