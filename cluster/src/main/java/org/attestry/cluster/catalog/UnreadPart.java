package org.attestry.cluster.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.attestry.cluster.baseline.BaselineEntity;
import org.attestry.cluster.baseline.BaselineVersion;
import org.attestry.cluster.http.Damage;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.policy.PolicyEntity;
import org.attestry.cluster.policy.PolicyVersion;
import org.attestry.persistence.content.ContentUnavailable;
import org.attestry.persistence.rocksdb.CorruptStore;

/**
 * A policy or baseline that was not read whole, and whom that concerns: what is missing of it may be a withdrawal, so nothing is in force
 * for those, rather than what is left.
 *
 * @param entity its persistence id; empty where nobody can tell what was not read
 * @param tenant whose it is; empty where it may be anybody's
 * @param tee which TEE it is for; empty where it may be any of its tenant's
 * @param version the version whose content was not read; 0 where it is the events
 * @param why what was found, for the operator
 */
public record UnreadPart(String entity, Optional<String> tenant, Optional<String> tee, int version, Throwable why) {
    /** The state in a list of what is damaged. */
    public static final String DAMAGED = "damaged";

    /** The state of a version that is active and counts for nothing, since something else that concerns its TEE cannot be read. */
    public static final String SUSPENDED = "suspended";

    /**
     * The entity of that persistence id, whose events were not read. A baseline's id has its TEE in it, the versions of a policy may be for
     * several. That an id names the right tenant is certain: the database checks its keys as it does its rows.
     *
     * @throws CorruptStore if it is no id that an entity of ours has: it may be anybody's
     */
    static UnreadPart ofEvents(String persistenceId, RuntimeException why) {
        var names = persistenceId.split("[|/]", -1);
        boolean policy = names.length == 3 && names[0].equals(PolicyEntity.KEY.name());
        boolean baseline = names.length == 4 && names[0].equals(BaselineEntity.KEY.name());
        if (!policy && !baseline) throw new CorruptStore("whose is " + persistenceId + "? " + why.getMessage());
        var tee = baseline ? Optional.of(names[2]) : Optional.<String>empty();
        return new UnreadPart(persistenceId, Optional.of(names[1]), tee, 0, why);
    }

    /** The document of {@code version}. */
    static UnreadPart ofDocument(BaselineVersion version, RuntimeException why) {
        return new UnreadPart(
                BaselineEntity.persistenceId(version.tenant(), version.tee(), version.name()),
                Optional.of(version.tenant()),
                Optional.of(version.tee()),
                version.version(),
                why);
    }

    /** The source of {@code version}. */
    static UnreadPart ofSource(PolicyVersion version, Throwable why) {
        return new UnreadPart(
                PolicyEntity.persistenceId(version.tenant(), version.name()),
                Optional.of(version.tenant()),
                Optional.of(version.tee()),
                version.version(),
                why);
    }

    /** Something of which nobody can tell whose it is: it concerns everybody. */
    static UnreadPart ofAnybody(Throwable why) {
        return new UnreadPart("", Optional.empty(), Optional.empty(), 0, why);
    }

    /** Whether it concerns {@code tee} of {@code tenant}. */
    boolean concerns(String tenant, String tee) {
        return this.tenant.map(tenant::equals).orElse(true)
                && this.tee.map(tee::equals).orElse(true);
    }

    /** Whether it stays so until an operator has looked after it; anything else may be read the next time. */
    public boolean damaged() {
        return Damage.told(why).isPresent();
    }

    /** What those are told whom it concerns; of rows the log alone says more. */
    public Problem problem() {
        var whom = tee.map("TEE "::concat).orElse("this tenant");
        var told = what() + " cannot be read, so nothing is in force for " + whom + ": ";
        if (!damaged())
            return Problem.of(Problem.Kind.UNAVAILABLE, told + "it is tried again")
                    .after(Duration.ofSeconds(1));
        var how = why instanceof ContentUnavailable content ? content.told() : "its records are damaged";
        return Problem.of(Problem.Kind.DAMAGED, told + how);
    }

    private String what() {
        if (entity.isEmpty()) return "what is in force";
        return (entity.startsWith(PolicyEntity.KEY.name()) ? "policy " : "baseline ") + name();
    }

    private String name() {
        return entity.substring(entity.lastIndexOf('/') + 1);
    }

    /** How a policy or baseline whose events were not read stands in the list of them. */
    public Map<String, Object> listed() {
        var item = new TreeMap<String, Object>();
        item.put("name", name());
        item.put("state", damaged() ? DAMAGED : "unavailable");
        item.put("versions", List.of());
        tee.ifPresent(known -> item.put("tee", known));
        return item;
    }
}
