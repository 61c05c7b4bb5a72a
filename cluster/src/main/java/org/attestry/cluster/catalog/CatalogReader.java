package org.attestry.cluster.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.attestry.appraisal.PreparedBaseline;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.baseline.BaselineDocument;
import org.attestry.cluster.baseline.BaselineEntity;
import org.attestry.cluster.baseline.BaselineVersions;
import org.attestry.cluster.entity.Chain;
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
import org.attestry.persistence.events.AuditedEvent;
import org.attestry.persistence.events.BaselineEvent;
import org.attestry.persistence.events.KeyRingEvent.KeyAdded;
import org.attestry.persistence.events.PolicyEvent;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionActivated;
import org.attestry.persistence.rocksdb.CorruptStore;

/**
 * Computes the {@link Catalog} from the journal and the content store: the same events give the same catalog on every cluster node.
 *
 * <p>Read baselines are kept by digest, so that computing again costs what is new. No policy is compiled for it: what a withdrawal takes out
 * of force is out of it as soon as it is read, however long a policy takes. What of a policy or baseline cannot be read is noted with whom
 * it concerns, and all others are read.
 */
public final class CatalogReader {
    private final EventLog log;
    private final ContentStore content;
    private final KeyRoot root;
    private final CompiledPolicies policies;
    private final Map<Bytes, PreparedBaseline> documents = new HashMap<>();
    private List<WrappedKey> wrapped = List.of();
    private Keys keys = Keys.NONE;

    /** Reads {@code log} and {@code content}, and opens keys by {@code root}; {@code policies} are those compiled so far. */
    public CatalogReader(EventLog log, ContentStore content, KeyRoot root, CompiledPolicies policies) {
        this.log = log;
        this.content = content;
        this.root = root;
        this.policies = policies;
    }

    /**
     * The catalog of a reading that began at {@code begun}; reads the disk. One thread at a time.
     *
     * <p>It fails where nobody can tell whom that concerns: the ids cannot be listed, or one is of no form of ours. So it does where the key
     * ring cannot be read: without a key nobody can be served, and one made in its stead would disown every token there is.
     */
    public synchronized Catalog read(Instant begun) {
        var unread = new ArrayList<UnreadPart>();
        var versionsOf = new HashMap<String, Versions<PolicyVersion>>();
        var activePolicies = new ActivePolicies();
        for (var id : log.ids(PolicyEntity.KEY.name()))
            attempt(() -> readPolicy(id, versionsOf, activePolicies), why -> unread.add(UnreadPart.ofEvents(id, why)));
        var baselines = new HashMap<String, BaselineVersions>();
        for (var id : log.ids(BaselineEntity.KEY.name()))
            attempt(
                    () -> baselines.put(nameOf(id), baselines(history(id, BaselineEvent.class))),
                    why -> unread.add(UnreadPart.ofEvents(id, why)));
        var activeBaselines = documents(baselines.values(), unread);
        policies.inForce(activePolicies.digests());
        var inForce = activePolicies.given(policies::known);
        return new Catalog(
                keys(),
                versionsOf,
                baselines,
                inForce.serving(),
                inForce.compiling(),
                Map.of(),
                activeBaselines,
                unread,
                begun);
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
        var events = history(id, PolicyEvent.class);
        var versions = policies(events);
        all.put(nameOf(id), versions);
        versions.find(versions.active(), PolicyVersion::version)
                .ifPresent(version -> active.add(version, activatedAt(events)));
    }

    /** The events of one entity, held against their chain as when it recovers. */
    private <E extends AuditedEvent> List<E> history(String id, Class<E> type) {
        var events = new ArrayList<E>();
        var chain = Chain.EMPTY;
        for (var event : log.of(id)) {
            if (!type.isInstance(event)) throw new CorruptStore("an event of " + id + " is another entity's");
            chain = chain.after(event);
            events.add(type.cast(event));
        }
        return events;
    }

    /** The active ones of {@code all}, by {@code tenant/tee} and in order of name. */
    private Map<String, List<PreparedBaseline>> documents(Collection<BaselineVersions> all, List<UnreadPart> unread) {
        var active = new HashMap<String, List<PreparedBaseline>>();
        for (var versions : all)
            versions.active()
                    .ifPresent(version -> attempt(
                            () -> active.computeIfAbsent(version.tenant() + "/" + version.tee(), _ -> new ArrayList<>())
                                    .add(document(version.digest())),
                            why -> unread.add(UnreadPart.ofDocument(version, why))));
        var byName = Comparator.<PreparedBaseline, String>comparing(
                each -> each.baseline().name());
        active.values().forEach(list -> list.sort(byName));
        return active;
    }

    private static Instant activatedAt(List<PolicyEvent> events) {
        return events.stream()
                .filter(event -> event instanceof PolicyVersionActivated)
                .map(AuditedEvent::at)
                .reduce(Instant.EPOCH, (_, later) -> later);
    }

    private static Versions<PolicyVersion> policies(List<PolicyEvent> events) {
        var versions = Versions.<PolicyVersion>none();
        for (var event : events) versions = PolicyVersion.fold(versions, event);
        return versions;
    }

    private static BaselineVersions baselines(List<BaselineEvent> events) {
        var versions = BaselineVersions.NONE;
        for (var event : events) versions = versions.after(event);
        return versions;
    }

    /** Opened once: a key root that is away for a while keeps no withdrawal from counting. */
    private Keys keys() {
        var added = new ArrayList<WrappedKey>();
        for (var event : log.of(KeyRing.KEY.name() + "|" + KeyRing.ID)) added.add(WrappedKey.of((KeyAdded) event));
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
