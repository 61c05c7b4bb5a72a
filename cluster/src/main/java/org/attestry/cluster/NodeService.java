package org.attestry.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.attestry.cluster.attestation.Attestations;
import org.attestry.cluster.attestation.Challenges;
import org.attestry.cluster.attestation.EndorsementSource;
import org.attestry.cluster.attestation.EvidenceRoutes;
import org.attestry.cluster.attestation.Examiner;
import org.attestry.cluster.attestation.Records;
import org.attestry.cluster.attestation.VerificationPool;
import org.attestry.cluster.audit.AuditRoutes;
import org.attestry.cluster.baseline.BaselineRoutes;
import org.attestry.cluster.catalog.CatalogReader;
import org.attestry.cluster.catalog.ClusterCatalogs;
import org.attestry.cluster.catalog.EventLog;
import org.attestry.cluster.challenge.Nonces;
import org.attestry.cluster.entity.Entities;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.OpenApiRoutes;
import org.attestry.cluster.http.Refusals;
import org.attestry.cluster.http.RequestIds;
import org.attestry.cluster.http.Role;
import org.attestry.cluster.http.Router;
import org.attestry.cluster.http.UnreadRequests;
import org.attestry.cluster.keyring.KeyFiles;
import org.attestry.cluster.keyring.KeyKeeper;
import org.attestry.cluster.keyring.KeyRing;
import org.attestry.cluster.node.NodeRoutes;
import org.attestry.cluster.ops.Health;
import org.attestry.cluster.ops.ManagementRoutes;
import org.attestry.cluster.ops.Metrics;
import org.attestry.cluster.policy.CompilePool;
import org.attestry.cluster.policy.CompiledPolicies;
import org.attestry.cluster.policy.PolicyRoutes;
import org.attestry.cluster.time.GuardedClock;
import org.attestry.cluster.time.SteadyClock;
import org.attestry.cluster.token.TokenIssuer;
import org.attestry.cluster.token.TokenRoutes;
import org.attestry.persistence.events.EventSerializer;
import org.attestry.persistence.rocksdb.RocksStore;
import org.attestry.persistence.rocksdb.RocksStores;
import org.attestry.persistence.rocksdb.StoreHealth;
import org.attestry.verifier.Verifiers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts one node's parts together, from the store up to the endpoint tables. */
final class NodeService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeService.class);
    private static final Duration STARTING = Duration.ofSeconds(30);
    private static final Duration KEYS_TENDED_EVERY = Duration.ofMinutes(1);
    private static final int REFUSALS_REMEMBERED = 10_000;
    private static final int POLICIES_WAITING = 8;

    private final ActorSystem<?> system;
    private final NodeConfig config;
    private final NodeParts parts;
    private final RocksStore store;
    private final AccessKeys accessKeys;
    private final GuardedClock clock;
    private final Metrics metrics = new Metrics();
    private final AtomicReference<String> url = new AtomicReference<>("");
    private final Executor blocking;
    private final EventLog log;
    private final Entities entities;
    private final VerificationPool pool;
    private final CompilePool compilePool;
    private final CompiledPolicies compiled;
    private volatile boolean settled;
    private final ClusterCatalogs catalogs;
    private final KeyKeeper keyKeeper;
    private final Router router;
    private final Router managementRouter;

    /** A node whose keys and policies are in force: it is ready to listen. */
    static NodeService start(ActorSystem<?> system, NodeConfig config, NodeParts parts) {
        var service = new NodeService(system, config, parts);
        service.begin();
        return service;
    }

    private NodeService(ActorSystem<?> system, NodeConfig config, NodeParts parts) {
        this.system = system;
        this.config = config;
        this.parts = parts;
        // First: a folder that is in use, open to others, damaged, or without its journal is refused before any key is
        // made in it.
        DataFolder.require(config);
        this.store = RocksStores.of(system);
        store.requireWhole(KeyRing.PERSISTENCE_ID);
        this.accessKeys = AccessKeys.of(new KeyFiles(parts.random()), config);
        this.clock =
                new GuardedClock(parts.clock(), store.reads().lastWrittenAt().orElse(Instant.EPOCH));
        this.blocking = outlasting(system);
        this.log = new EventLog(store.reads(), EventSerializer.TABLE);
        this.pool = new VerificationPool(threads(config), config.queue());
        this.compilePool =
                new CompilePool(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), POLICIES_WAITING);
        this.compiled = new CompiledPolicies(compilePool, parts.compiler());
        join();
        var damage = new FoundDamage(type -> metrics.count(Metrics.Name.RECOVERY_FAILURE, type));
        this.entities = new Entities(system, config.cluster().askTimeout(), damage);
        if (!log.ids(KeyRing.KEY.name()).isEmpty()) KeyRoots.requireKept(config);
        var keyRoot = parts.keyRoot().apply(config);
        this.catalogs = new ClusterCatalogs(
                system,
                new CatalogReader(log, store.content(), keyRoot, compiled, damage),
                blocking,
                damage,
                new SteadyClock(clock.instant(), System::nanoTime));
        this.keyKeeper =
                new KeyKeeper(keyRoot, parts.random(), parts.signatures(), clock, spans(config), entities::offer);
        var refusals = new Refusals(clock, REFUSALS_REMEMBERED);
        this.router = router(endpoints(refusals), refusals);
        this.managementRouter = router(new ManagementRoutes(health(), metrics).endpoints(), refusals);
    }

    /** What actors read on as long as there are any: it ends when {@code system} has, and by nobody else. */
    static Executor outlasting(ActorSystem<?> system) {
        var blocking = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("blocking-", 0).factory());
        var _ = system.getWhenTerminated().thenRun(blocking::close);
        return blocking;
    }

    private static int threads(NodeConfig config) {
        return config.threads() > 0 ? config.threads() : Runtime.getRuntime().availableProcessors();
    }

    private static KeyKeeper.Spans spans(NodeConfig config) {
        var nonce = config.nonceTtl();
        var longest = nonce.compareTo(config.tokenLifetime()) > 0 ? nonce : config.tokenLifetime();
        var acceptance = longest.plus(Duration.ofMinutes(5));
        return new KeyKeeper.Spans(config.keys().rotation(), config.keys().overlap(), acceptance);
    }

    private void join() {
        if (!config.cluster().seeds().isEmpty()) return;
        var cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }

    private void begin() {
        var policies = new DefaultPolicies(entities, store.content(), clock);
        new Bootstrap(catalogs::refresh, catalogs::settled, keyKeeper, policies, store.content(), STARTING)
                .run(parts.verifiers(), config.tenants());
        settled = catalogs.current().untried().isEmpty();
        metrics.watch(Metrics.Name.VERIFICATION_WAITING, pool, VerificationPool::waiting);
        metrics.watch(
                Metrics.Name.JOURNAL_HEALTHY,
                this,
                node -> node.journalProblem().isEmpty() ? 1 : 0);
        var _ = system.scheduler()
                .scheduleAtFixedRate(KEYS_TENDED_EVERY, KEYS_TENDED_EVERY, this::tendKeys, system.executionContext());
    }

    private void tendKeys() {
        var _ = keyKeeper
                .tend(catalogs.current().keys())
                .thenAccept(offered -> {
                    if (offered) {
                        var _ = catalogs.changed();
                    }
                })
                .exceptionally(failure -> {
                    LOG.error("keys not tended; tried again in a minute", failure);
                    return null;
                });
    }

    private EndorsementSource endorsements() {
        var snapshots = new HashMap<String, EndorsementSource.Snapshot>();
        parts.endorsements().forEach((tee, items) -> snapshots.put(tee, EndorsementSource.Snapshot.of(items)));
        return tee -> snapshots.getOrDefault(tee, EndorsementSource.Snapshot.NONE);
    }

    private List<Endpoint> endpoints(Refusals refusals) {
        var verifiers = new Verifiers(parts.verifiers(), this::verifierFailed);
        var issuer = new TokenIssuer(this::issuer, config.tokenLifetime(), config.mergeDelay(), parts.signatures());
        var attestations = new Attestations(
                new Examiner(verifiers),
                pool,
                new Challenges(new Nonces(parts.random(), config.nonceTtl()), config.tenants()),
                entities,
                store.content(),
                endorsements(),
                issuer,
                catalogs::current,
                clock,
                new Records(log, store.content(), blocking, parts.random()),
                this::journalProblem);
        var all = new ArrayList<Endpoint>();
        all.addAll(new EvidenceRoutes(attestations, config.maxBody()).endpoints());
        all.addAll(new NodeRoutes(entities::show, log, blocking).endpoints());
        all.addAll(new BaselineRoutes(entities, store.content(), catalogs, verifiers, clock).endpoints());
        all.addAll(
                new PolicyRoutes(entities, store.content(), catalogs, clock, compiled, verifiers.tees()).endpoints());
        all.addAll(new AuditRoutes(log, store.content(), verifiers, compiled, refusals, blocking).endpoints());
        all.addAll(new TokenRoutes(this::issuer, () -> catalogs.current().keys(), clock).endpoints());
        all.addAll(OpenApiRoutes.endpoints());
        return all;
    }

    private String issuer() {
        return config.issuer().orElseGet(url::get);
    }

    private Router router(List<Endpoint> endpoints, Refusals refusals) {
        return new Router(
                endpoints,
                accessKeys.access(),
                new RequestIds(clock, parts.random()),
                refusals,
                (operation, status, took) ->
                        metrics.time(Metrics.Name.HTTP_REQUEST, took, operation, Integer.toString(status)),
                NodeConfig.REQUEST_WITHIN,
                system);
    }

    private void verifierFailed(String format, Throwable failure) {
        metrics.count(Metrics.Name.VERIFIER_FAILURE, format);
        LOG.atError().addKeyValue("format", format).setCause(failure).log("verifier failed; the evidence was refused");
    }

    private Health health() {
        return new Health()
                .with("journal", this::journalProblem)
                .with(
                        "keys",
                        () -> problem(
                                catalogs.current()
                                        .keys()
                                        .signingAt(clock.instant())
                                        .isEmpty(),
                                "no key in force"))
                .with("catalog", this::catalogProblem)
                .with("log", this::journalProblem);
    }

    /** That a policy is compiled which was activated later, or cannot be, or that one is damaged, is no matter of the node: its tenant is told. */
    private Optional<String> catalogProblem() {
        var catalog = catalogs.current();
        settled |= catalog.untried().isEmpty();
        return settled
                ? catalog.servesNobody()
                : Optional.of("policies in force are being compiled: "
                        + catalog.untried().size() + " left");
    }

    private Optional<String> journalProblem() {
        return switch (store.health()) {
            case StoreHealth.Writable() -> Optional.empty();
            case StoreHealth.Failing(var problem, var since) -> Optional.of(problem + " (since " + since + ")");
        };
    }

    private static Optional<String> problem(boolean there, String words) {
        return there ? Optional.of(words) : Optional.empty();
    }

    String key(String tenant, Role role) {
        return accessKeys.key(tenant, role);
    }

    Path data() {
        return config.data();
    }

    Router router() {
        return router;
    }

    Router managementRouter() {
        return managementRouter;
    }

    /** Lets no request wait for a policy any more: they are refused, to come again. */
    void stopCompiling() {
        compilePool.close();
    }

    void listeningAt(String address) {
        url.set(address);
        UnreadRequests.answeredBy(router);
    }

    @Override
    public void close() {
        UnreadRequests.answeredNoMoreBy(router);
        stopCompiling();
        pool.close();
    }
}
