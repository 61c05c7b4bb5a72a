package org.attestry.cluster.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.attestry.appraisal.PreparedBaseline;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.baseline.BaselineDocument;
import org.attestry.cluster.baseline.BaselineEntity;
import org.attestry.cluster.baseline.BaselineVersions;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.cluster.entity.Versions;
import org.attestry.cluster.keyring.KeyRing;
import org.attestry.cluster.keyring.KeyRoot;
import org.attestry.cluster.keyring.Keys;
import org.attestry.cluster.keyring.WrappedKey;
import org.attestry.cluster.policy.CompiledPolicies;
import org.attestry.cluster.policy.PolicyEntity;
import org.attestry.cluster.policy.PolicyVersion;
import org.attestry.persistence.codec.Unreadable;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.events.BaselineEvent;
import org.attestry.persistence.events.KeyRingEvent;
import org.attestry.persistence.events.PolicyEvent;

/**
 * Computes the {@link Catalog} from the journal and the content store: the same events give the same catalog on every cluster node.
 *
 * <p>Computing again costs what is new: events are read again where they went on ({@link FoldedHistories}), all of them after
 * {@link CatalogKeeper#ALL_READ_EVERY}, and baselines are kept by digest while they are in force. No policy is compiled for it: what a
 * withdrawal takes out of force is out of it as soon as it is read, however long a policy takes. What of a policy or baseline cannot be read
 * is noted with whom it concerns, and all others are read.
 */
public final class CatalogReader {
    private final ContentStore content;
    private final KeyRoot root;
    private final CompiledPolicies policies;
    private final FoldedHistories<PolicyEvent, KnownPolicy> policyHistories;
    private final FoldedHistories<BaselineEvent, BaselineVersions> baselineHistories;
    private final FoldedHistories<KeyRingEvent, List<WrappedKey>> keyHistory;
    private final Map<Bytes, PreparedBaseline> documents = new HashMap<>();
    private final Map<String, Bytes> inForce = new HashMap<>();
    private Instant allAgainAt = Instant.MIN;
    private List<WrappedKey> wrapped = List.of();
    private Keys keys = Keys.NONE;

    /**
     * Reads {@code log} and {@code content}, and opens keys by {@code root}; {@code policies} are those compiled so far, {@code damage} is
     * what was found so far.
     */
    public CatalogReader(
            EventLog log, ContentStore content, KeyRoot root, CompiledPolicies policies, FoundDamage damage) {
        this.content = content;
        this.root = root;
        this.policies = policies;
        Predicate<String> damaged = damage::ofEvents;
        this.policyHistories = new FoldedHistories<>(
                log, PolicyEntity.KEY.name(), PolicyEvent.class, KnownPolicy.NONE, KnownPolicy::after, damaged);
        this.baselineHistories = new FoldedHistories<>(
                log,
                BaselineEntity.KEY.name(),
                BaselineEvent.class,
                BaselineVersions.NONE,
                BaselineVersions::after,
                damaged);
        this.keyHistory = new FoldedHistories<>(
                log, KeyRing.KEY.name(), KeyRingEvent.class, List.of(), WrappedKey::fold, damaged);
    }

    /**
     * The catalog of a reading that began at {@code begun}; reads the disk. One thread at a time.
     *
     * <p>It fails where nobody can tell whom that concerns: the ids cannot be listed, or one is of no form of ours. So it does where the key
     * ring cannot be read: without a key nobody can be served, and one made in its stead would disown every token there is.
     */
    public synchronized Catalog read(Instant begun) {
        if (!begun.isBefore(allAgainAt)) forget(begun);
        var unread = new ArrayList<UnreadPart>();
        var versionsOf = new HashMap<String, Versions<PolicyVersion>>();
        var activePolicies = new ActivePolicies();
        for (var id : policyHistories.ids())
            attempt(() -> readPolicy(id, versionsOf, activePolicies), why -> unread.add(UnreadPart.ofEvents(id, why)));
        var baselines = new HashMap<String, BaselineVersions>();
        for (var id : baselineHistories.ids())
            attempt(
                    () -> baselines.put(nameOf(id), baselineHistories.of(id)),
                    why -> unread.add(UnreadPart.ofEvents(id, why)));
        var activeBaselines = documents(baselines, unread);
        policies.inForce(activePolicies.digests());
        var given = activePolicies.given(policies::known);
        return new Catalog(
                keys(),
                versionsOf,
                baselines,
                given.serving(),
                given.compiling(),
                Map.of(),
                given.rejected(),
                activeBaselines,
                unread,
                begun);
    }

    /** What became damaged since it was read shows when it is read again. */
    private void forget(Instant begun) {
        policyHistories.forget();
        baselineHistories.forget();
        keyHistory.forget();
        allAgainAt = begun.plus(CatalogKeeper.ALL_READ_EVERY);
    }

    /** Whatever fails a step is a matter of what was to be read by it. */
    private static void attempt(Runnable step, Consumer<RuntimeException> otherwise) {
        try {
            step.run();
        } catch (RuntimeException e) {
            otherwise.accept(e);
        }
    }

    private void readPolicy(String id, Map<String, Versions<PolicyVersion>> all, ActivePolicies active) {
        var policy = policyHistories.of(id);
        var versions = policy.versions();
        all.put(nameOf(id), versions);
        versions.find(versions.active(), PolicyVersion::version)
                .ifPresent(version -> active.add(version, policy.since()));
    }

    /** The active ones of {@code all}, by {@code tenant/tee} and in order of name. */
    private Map<String, List<PreparedBaseline>> documents(Map<String, BaselineVersions> all, List<UnreadPart> unread) {
        var active = new HashMap<String, List<PreparedBaseline>>();
        for (var versions : all.values())
            versions.active()
                    .ifPresent(version -> attempt(
                            () -> active.computeIfAbsent(version.tenant() + "/" + version.tee(), _ -> new ArrayList<>())
                                    .add(document(version.digest())),
                            why -> unread.add(UnreadPart.ofDocument(version, why))));
        var byName = Comparator.<PreparedBaseline, String>comparing(
                each -> each.baseline().name());
        active.values().forEach(list -> list.sort(byName));
        keep(all);
        return active;
    }

    /** Of the documents those that are in force, or were when the events of their baseline could be read last. */
    private void keep(Map<String, BaselineVersions> all) {
        all.forEach((name, versions) -> versions.active()
                .ifPresentOrElse(version -> inForce.put(name, version.digest()), () -> inForce.remove(name)));
        documents.keySet().retainAll(Set.copyOf(inForce.values()));
    }

    /** Opened once: a key root that is away for a while keeps no withdrawal from counting. */
    private Keys keys() {
        var added = keyHistory.of(KeyRing.PERSISTENCE_ID);
        if (!added.equals(wrapped)) {
            keys = Keys.open(added, root);
            wrapped = added;
        }
        return keys;
    }

    /** Compiles the source of {@code version}; a catalog that is read afterwards knows what came of it. */
    public CompletionStage<?> compile(PolicyVersion version) {
        var digest = version.digest();
        return policies.compileInForce(digest, () -> content.getNow(digest).octetsOrThrow());
    }

    private PreparedBaseline document(Bytes digest) {
        return documents.computeIfAbsent(
                digest, key -> prepared(content.getNow(key).octetsOrThrow()));
    }

    private static PreparedBaseline prepared(Bytes octets) {
        try {
            return new PreparedBaseline(BaselineDocument.decode(octets));
        } catch (RuntimeException e) {
            throw new Unreadable("baseline", "not the document of one", e);
        }
    }

    private static String nameOf(String persistenceId) {
        return persistenceId.substring(persistenceId.indexOf('|') + 1);
    }
}
