package org.attestry.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.PolicyRejected;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.catalog.Catalog;
import org.attestry.cluster.catalog.UnreadPart;
import org.attestry.cluster.entity.Versions;
import org.attestry.cluster.keyring.KeyRing;
import org.attestry.cluster.keyring.KeyRoot;
import org.attestry.cluster.keyring.Keys;
import org.attestry.cluster.keyring.WrappedKey;
import org.attestry.cluster.policy.PolicyEntity;
import org.attestry.cluster.policy.PolicyRoutes;
import org.attestry.cluster.policy.PolicyVersion;
import org.attestry.persistence.content.Bundle;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.rocksdb.CorruptStore;

/** Key ring, policies and contents in memory; what was changed is in force once it was read, and each step is in the log. */
final class FakeCluster implements PolicyRoutes.Policies, ContentStore {
    private static final Bytes SOURCE = Bytes.utf8("package attestry.policy\n");

    private final KeyRoot root;
    private final List<String> log = new ArrayList<>();
    private final List<WrappedKey> keys = new ArrayList<>();
    private final Map<String, PolicyVersion> active = new HashMap<>();
    private final Map<String, Bytes> added = new HashMap<>();
    private final Map<Bytes, Bytes> contents = new HashMap<>();
    private Catalog current = Catalog.EMPTY;
    private boolean compiles = true;
    private int slow;
    private Optional<RuntimeException> broken = Optional.empty();
    private final List<UnreadPart> unread = new ArrayList<>();

    FakeCluster(KeyRoot root) {
        this.root = root;
    }

    List<String> log() {
        return log;
    }

    /** What was in force when it was read last. */
    Catalog current() {
        return current;
    }

    /** Lets no policy compile any more. */
    void compileNothing() {
        compiles = false;
    }

    /** Lets the next {@code times} readings run into their deadline. */
    void slowFor(int times) {
        slow = times;
    }

    /** Lets nobody know what policies {@code tenant} has. */
    void damagePolicyOf(String tenant) {
        var why = new CorruptStore("event 1 is damaged");
        unread.add(new UnreadPart("Policy|" + tenant + "/own", Optional.of(tenant), Optional.empty(), 0, why));
    }

    /** Lets every reading fail from now on. */
    void breakDown(RuntimeException failure) {
        broken = Optional.of(failure);
    }

    CompletionStage<Catalog> refresh(boolean announce) {
        log.add(announce ? "read and announce" : "read");
        if (broken.isPresent()) return CompletableFuture.failedStage(broken.get());
        if (slow-- > 0) return new CompletableFuture<Catalog>().orTimeout(10, TimeUnit.MILLISECONDS);
        var policies = new HashMap<String, Catalog.ActivePolicy>();
        var versions = new HashMap<String, Versions<PolicyVersion>>();
        active.forEach((id, version) -> {
            versions.put(id, new Versions<>(List.of(version), version.version()));
            if (compiles) policies.put(id, new Catalog.ActivePolicy(version, compiled(), Instant.EPOCH));
        });
        current = new Catalog(
                Keys.open(keys, root),
                versions,
                Map.of(),
                policies,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                unread,
                Instant.EPOCH);
        return CompletableFuture.completedStage(current);
    }

    private static AppraisalPolicy compiled() {
        try {
            return AppraisalPolicy.compile("p@1", "package attestry.policy\nappraisal := {}");
        } catch (PolicyRejected e) {
            throw new AssertionError(e);
        }
    }

    CompletionStage<KeyRing.Keys> offer(WrappedKey key, Instant at) {
        log.add("key " + key.purpose());
        keys.add(key);
        return CompletableFuture.completedStage(new KeyRing.Keys(keys));
    }

    @Override
    public CompletionStage<PolicyEntity.Reply> add(
            String requestId, String tenant, String tee, String name, Bytes digest, Instant at) {
        added.put(tenant, digest);
        return reply(version(tenant, name), false);
    }

    @Override
    public CompletionStage<PolicyEntity.Reply> activate(
            String requestId, String tenant, String name, int version, Instant at) {
        log.add("policy " + tenant);
        active.put(tenant + "/snp", version(tenant, name));
        return reply(version(tenant, name), true);
    }

    private PolicyVersion version(String tenant, String name) {
        return new PolicyVersion("request-1", tenant, "snp", name, 1, added.getOrDefault(tenant, SOURCE.sha256()));
    }

    private static CompletionStage<PolicyEntity.Reply> reply(PolicyVersion version, boolean active) {
        return CompletableFuture.completedStage(new PolicyEntity.Reply.Done(version, active));
    }

    @Override
    public CompletionStage<?> put(Instant at, List<Bytes> together, List<Bytes> apart) {
        log.add("keep");
        apart.forEach(content -> contents.put(content.sha256(), content));
        return CompletableFuture.completedStage(true);
    }

    @Override
    public CompletionStage<Content> get(Bytes digest) {
        return CompletableFuture.completedStage(getNow(digest));
    }

    @Override
    public Content getNow(Bytes digest) {
        var octets = contents.get(digest);
        return octets == null ? new Content.NotFound(digest) : new Content.Found(digest, octets);
    }

    @Override
    public Content getNow(Bundle bundle, Bytes digest) {
        return getNow(digest);
    }
}
