package org.attestry.cluster.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.PolicyRejected;
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
 * <p>Compiled policies and read baselines are kept by digest, so that computing again costs what is new.
 */
public final class CatalogReader {
    private final EventLog log;
    private final ContentStore content;
    private final KeyRoot root;
    private final Map<Source, AppraisalPolicy> compiled = new HashMap<>();
    private final Map<Bytes, PreparedBaseline> documents = new HashMap<>();

    /** Reads {@code log} and {@code content}, and opens keys by {@code root}. */
    public CatalogReader(EventLog log, ContentStore content, KeyRoot root) {
        this.log = log;
        this.content = content;
        this.root = root;
    }

    /** The catalog of now; reads the disk. One thread at a time. */
    public synchronized Catalog read() {
        var policies = new HashMap<String, Versions<PolicyVersion>>();
        var activePolicies = new ActivePolicies();
        log.ofType(PolicyEntity.KEY.name()).forEach((id, events) -> {
            var versions = policies(events);
            policies.put(nameOf(id), versions);
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
        return new Catalog(keys(), policies, baselines, activePolicies.compiled(this::policy), activeBaselines);
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

    /** A policy's {@code name@version}, which stands in its results, and its source: two policies may have the same text. */
    private record Source(String id, Bytes digest) {}

    private AppraisalPolicy policy(PolicyVersion version) throws PolicyRejected {
        var source = new Source(version.name() + "@" + version.version(), version.digest());
        var known = compiled.get(source);
        if (known != null) return known;
        var fresh = AppraisalPolicy.compile(source.id(), text(source.digest()));
        compiled.put(source, fresh);
        return fresh;
    }

    private PreparedBaseline document(Bytes digest) {
        return documents.computeIfAbsent(
                digest,
                key -> new PreparedBaseline(
                        BaselineDocument.decode(content.getNow(key).octetsOrThrow())));
    }

    private String text(Bytes digest) {
        return new String(content.getNow(digest).octetsOrThrow().toArray(), StandardCharsets.UTF_8);
    }

    private static String nameOf(String persistenceId) {
        return persistenceId.substring(persistenceId.indexOf('|') + 1);
    }
}
