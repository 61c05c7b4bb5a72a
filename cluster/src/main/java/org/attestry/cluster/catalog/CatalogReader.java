package org.attestry.cluster.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.attestry.appraisal.PreparedBaseline;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.baseline.BaselineDocument;
import org.attestry.cluster.baseline.BaselineEntity;
import org.attestry.cluster.baseline.BaselineVersions;
import org.attestry.cluster.entity.Versions;
import org.attestry.cluster.keyring.KeyRing;
import org.attestry.cluster.keyring.KeyRoot;
import org.attestry.cluster.keyring.Keys;
import org.attestry.cluster.keyring.WrappedKey;
import org.attestry.cluster.policy.CompiledPolicies;
import org.attestry.cluster.policy.PolicyEntity;
import org.attestry.cluster.policy.PolicyVersion;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.events.AuditedEvent;
import org.attestry.persistence.events.BaselineEvent;
import org.attestry.persistence.events.KeyRingEvent.KeyAdded;
import org.attestry.persistence.events.PolicyEvent;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionActivated;

/**
 * Computes the {@link Catalog} from the journal and the content store: the same events give the same catalog on every cluster node.
 *
 * <p>Read baselines are kept by digest, so that computing again costs what is new. No policy is compiled for it: what a withdrawal takes out
 * of force is out of it as soon as it is read, however long a policy takes.
 */
public final class CatalogReader {
    private final EventLog log;
    private final ContentStore content;
    private final KeyRoot root;
    private final CompiledPolicies policies;
    private final Map<Bytes, PreparedBaseline> documents = new HashMap<>();

    /** Reads {@code log} and {@code content}, and opens keys by {@code root}; {@code policies} are those compiled so far. */
    public CatalogReader(EventLog log, ContentStore content, KeyRoot root, CompiledPolicies policies) {
        this.log = log;
        this.content = content;
        this.root = root;
        this.policies = policies;
    }

    /** The catalog of now; reads the disk. One thread at a time. */
    public synchronized Catalog read() {
        var versionsOf = new HashMap<String, Versions<PolicyVersion>>();
        var activePolicies = new ActivePolicies();
        log.ofType(PolicyEntity.KEY.name()).forEach((id, events) -> {
            var versions = policies(events);
            versionsOf.put(nameOf(id), versions);
            versions.find(versions.active(), PolicyVersion::version)
                    .ifPresent(version -> activePolicies.add(version, activatedAt(events)));
        });
        var baselines = new HashMap<String, BaselineVersions>();
        var activeBaselines = new HashMap<String, List<PreparedBaseline>>();
        log.ofType(BaselineEntity.KEY.name()).forEach((id, events) -> {
            var versions = baselines(events);
            baselines.put(nameOf(id), versions);
            versions.active()
                    .ifPresent(version -> activeBaselines
                            .computeIfAbsent(version.tenant() + "/" + version.tee(), _ -> new ArrayList<>())
                            .add(document(version.digest())));
        });
        activeBaselines
                .values()
                .forEach(list -> list.sort(
                        Comparator.comparing(active -> active.baseline().name())));
        policies.inForce(activePolicies.digests());
        var inForce = activePolicies.given(policies::known);
        return new Catalog(
                keys(), versionsOf, baselines, inForce.serving(), inForce.compiling(), Set.of(), activeBaselines);
    }

    private static Instant activatedAt(List<AuditedEvent> events) {
        return events.stream()
                .filter(event -> event instanceof PolicyVersionActivated)
                .map(AuditedEvent::at)
                .reduce(Instant.EPOCH, (_, later) -> later);
    }

    private static Versions<PolicyVersion> policies(List<AuditedEvent> events) {
        var versions = Versions.<PolicyVersion>none();
        for (var event : events) versions = PolicyVersion.fold(versions, (PolicyEvent) event);
        return versions;
    }

    private static BaselineVersions baselines(List<AuditedEvent> events) {
        var versions = BaselineVersions.NONE;
        for (var event : events) versions = versions.after((BaselineEvent) event);
        return versions;
    }

    private Keys keys() {
        var wrapped = new ArrayList<WrappedKey>();
        for (var event : log.of(KeyRing.KEY.name() + "|" + KeyRing.ID)) wrapped.add(WrappedKey.of((KeyAdded) event));
        return Keys.open(wrapped, root);
    }

    /** Compiles the source of {@code version}; a catalog that is read afterwards knows what came of it. */
    public CompletionStage<?> compile(PolicyVersion version) {
        var digest = version.digest();
        return policies.compileInForce(digest, () -> content.getNow(digest).octetsOrThrow());
    }

    private PreparedBaseline document(Bytes digest) {
        return documents.computeIfAbsent(
                digest,
                key -> new PreparedBaseline(
                        BaselineDocument.decode(content.getNow(key).octetsOrThrow())));
    }

    private static String nameOf(String persistenceId) {
        return persistenceId.substring(persistenceId.indexOf('|') + 1);
    }
}
