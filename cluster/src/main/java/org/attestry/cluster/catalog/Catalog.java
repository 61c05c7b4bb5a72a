package org.attestry.cluster.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.PolicyRejected;
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
 * @param stuck why those of them could not be compiled that could not, for a reason that is not their own: their source was not read, f.e.
 * @param rejected why those that would serve a TEE do not, since they do not compile in this release; none takes their place
 * @param activeBaselines the baselines that serve a tenant's TEE, by {@code tenant/tee}, in order of name
 * @param unread what was not read of the events of policies and baselines, and of the documents in force
 * @param begun when the reading began that made it: it knows nothing of what was changed since
 */
public record Catalog(
        Keys keys,
        Map<String, Versions<PolicyVersion>> policies,
        Map<String, BaselineVersions> baselines,
        Map<String, ActivePolicy> activePolicies,
        Map<String, PolicyVersion> compiling,
        Map<PolicyVersion, Throwable> stuck,
        Map<PolicyVersion, PolicyRejected> rejected,
        Map<String, List<PreparedBaseline>> activeBaselines,
        List<UnreadPart> unread,
        Instant begun) {

    /**
     * How long it holds. Two readings that somebody still waits for, and the time between them, are no reason to refuse everybody; they
     * take 50 s at most.
     */
    static final Duration HOLDS_FOR = Duration.ofMinutes(1);

    /** Nothing in force, and so nothing that may be withdrawn, however late it is. */
    public static final Catalog EMPTY = new Catalog(
            Keys.NONE, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Instant.MAX);

    public Catalog {
        policies = Map.copyOf(policies);
        baselines = Map.copyOf(baselines);
        activePolicies = Map.copyOf(activePolicies);
        compiling = Map.copyOf(compiling);
        stuck = Map.copyOf(stuck);
        rejected = Map.copyOf(rejected);
        activeBaselines = Map.copyOf(activeBaselines);
        unread = List.copyOf(unread);
    }

    /** A policy in force, compiled. */
    public record ActivePolicy(PolicyVersion version, AppraisalPolicy compiled, Instant since) {}

    /** The policy that serves {@code tee} of {@code tenant}; none does where anything that concerns it was not read. */
    public Optional<ActivePolicy> policyFor(String tenant, String tee) {
        return unreadFor(tenant, tee).isPresent()
                ? Optional.empty()
                : Optional.ofNullable(activePolicies.get(tenant + "/" + tee));
    }

    /** Why nobody is served, where that is so. */
    public Optional<String> servesNobody() {
        boolean serves = activePolicies.values().stream()
                .map(ActivePolicy::version)
                .anyMatch(version -> unreadFor(version.tenant(), version.tee()).isEmpty());
        if (serves) return Optional.empty();
        return Optional.of(isUnreadable() ? "what is in force cannot be read" : "no policy in force");
    }

    private boolean isUnreadable() {
        return unread.stream().anyMatch(part -> part.entity().isEmpty());
    }

    /** Whether, at {@code now}, it is too old to tell what still holds. */
    boolean isOverdue(Instant now) {
        return !isUnreadable() && Duration.between(begun, now).compareTo(HOLDS_FOR) > 0;
    }

    /** The same at {@code now}: nothing is in force where it is overdue. */
    Catalog asOf(Instant now) {
        return isOverdue(now) ? unreadable(new IllegalStateException("no reading ended in time")) : this;
    }

    /** What was not read that concerns {@code tee} of {@code tenant}. */
    public Optional<UnreadPart> unreadFor(String tenant, String tee) {
        // asked with every attestation, and nearly always so
        if (unread.isEmpty() && stuck.isEmpty()) return Optional.empty();
        return allUnread().filter(part -> part.concerns(tenant, tee)).findFirst();
    }

    /** All that was not read of what is in force, or may be; the sources among them that are damaged. */
    public Stream<UnreadPart> allUnread() {
        var sources = stuck.entrySet().stream()
                .map(each -> UnreadPart.ofSource(each.getKey(), each.getValue()))
                .filter(UnreadPart::damaged);
        return Stream.concat(unread.stream(), sources);
    }

    /** The policies or baselines of {@code tenant} whose events were not read, by what their ids have after the type. */
    public SortedMap<String, UnreadPart> unreadEntities(String type, String tenant) {
        var found = new TreeMap<String, UnreadPart>();
        for (var part : unread)
            if (part.version() == 0 && part.entity().startsWith(type + "|" + tenant + "/"))
                found.put(part.entity().substring(type.length() + 1), part);
        return found;
    }

    /** Whether that active version of a policy or baseline serves nobody because its content is damaged. */
    public boolean isDamaged(String persistenceId, int version) {
        return allUnread()
                .anyMatch(part -> part.entity().equals(persistenceId) && part.version() == version && part.damaged());
    }

    /** Whether the policy for {@code tee} of {@code tenant} is not compiled yet. */
    public boolean isCompiling(String tenant, String tee) {
        return compiling.containsKey(tenant + "/" + tee);
    }

    /** Whether that policy was tried in vain. */
    public boolean isStuck(String tenant, String tee) {
        var version = compiling.get(tenant + "/" + tee);
        return version != null && stuck.containsKey(version);
    }

    /** The same, of which {@code stuck} could not be compiled. */
    Catalog withStuck(Map<PolicyVersion, Throwable> stuck) {
        return new Catalog(
                keys, policies, baselines, activePolicies, compiling, stuck, rejected, activeBaselines, unread, begun);
    }

    /** The same, of which nobody can tell what still holds: nothing is in force. */
    Catalog unreadable(Throwable why) {
        return new Catalog(
                keys,
                policies,
                baselines,
                activePolicies,
                compiling,
                stuck,
                rejected,
                activeBaselines,
                List.of(UnreadPart.ofAnybody(why)),
                begun);
    }

    /** Those of {@link #compiling} that were not tried in vain yet: a start waits for these. */
    public Map<String, PolicyVersion> untried() {
        return compiling.entrySet().stream()
                .filter(each -> !stuck.containsKey(each.getValue()))
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
