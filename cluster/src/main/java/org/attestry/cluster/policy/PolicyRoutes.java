package org.attestry.cluster.policy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.catalog.Catalog;
import org.attestry.cluster.catalog.Catalogs;
import org.attestry.cluster.catalog.UnreadPart;
import org.attestry.cluster.entity.VersionNumber;
import org.attestry.cluster.entity.Versions;
import org.attestry.cluster.http.Damage;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.Endpoint.Answer;
import org.attestry.cluster.http.Endpoint.Call;
import org.attestry.cluster.http.PathSegment;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.http.RequestIds;
import org.attestry.cluster.http.Role;
import org.attestry.cluster.http.Wire;
import org.attestry.persistence.content.ContentStore;
import org.jspecify.annotations.Nullable;

/** {@code /v1/policies}: HTTP in, one policy entity asked, HTTP out. What does not compile is never stored. */
public final class PolicyRoutes {
    private static final String ACTIVE = "active";
    private static final String DRAFT = "draft";

    /** It was activated and is its policy's latest, but another policy was activated for the same TEE since. */
    private static final String SUPERSEDED = "superseded";

    /** It is the one that would serve its TEE, and does not compile in this release: nothing serves it. */
    private static final String REJECTED = "rejected";

    private static final long BODY_LIMIT = 1L << 20;

    private final Policies policies;
    private final ContentStore content;
    private final Catalogs catalogs;
    private final InstantSource clock;
    private final CompiledPolicies compiled;
    private final SortedSet<String> tees;

    /** What the routes need of the cluster; a fake in tests, sharding in production. */
    public interface Policies {
        /** Adds a version whose source is stored under {@code digest}, once however often the request comes. */
        CompletionStage<PolicyEntity.Reply> add(
                String requestId, String tenant, String tee, String name, Bytes digest, Instant at);

        /** Makes a version the active one. */
        CompletionStage<PolicyEntity.Reply> activate(
                String requestId, String tenant, String name, int version, Instant at);
    }

    /**
     * Routes over {@code policies} for {@code tees}; what {@code compiled} knows of a source is known when it is activated. A policy of any
     * other TEE would appraise nothing and be compiled and kept all the same.
     */
    public PolicyRoutes(
            Policies policies,
            ContentStore content,
            Catalogs catalogs,
            InstantSource clock,
            CompiledPolicies compiled,
            SortedSet<String> tees) {
        this.policies = policies;
        this.content = content;
        this.catalogs = catalogs;
        this.clock = clock;
        this.compiled = compiled;
        this.tees = tees;
    }

    /** The rows. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("policy-add", "/v1/policies", Role.ADMIN, BODY_LIMIT, this::add),
                Endpoint.get("policy-list", "/v1/policies", Role.ADMIN, this::list),
                Endpoint.post(
                        "policy-activate", "/v1/policies/{name}/{version}/activate", Role.ADMIN, 0, this::activate));
    }

    record Body(String name, String tee, String source) {
        @SuppressWarnings("ConstantValue") // the reader of JSON gives null where a member is missing
        Body {
            require(name != null && PathSegment.allowed(name), "\"name\" is 1 to 128 letters, digits or ._~@:-");
            require(tee != null && PathSegment.allowed(tee), "\"tee\" names a kind of TEE, f.e. snp");
            require(source != null && !source.isBlank(), "\"source\" is the text of a Rego module");
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) throw new IllegalArgumentException(otherwise);
        }
    }

    record Item(
            String name,
            String tee,
            int version,
            String state,
            String digest,
            @Nullable String reason) {
        /** Of {@code version} as {@code catalog} has it, which is the active one of its policy or is not. */
        static Item of(PolicyVersion version, boolean active, Catalog catalog) {
            var state = stateOf(version, active, catalog);
            var rejected = state.equals(REJECTED) ? catalog.rejected().get(version) : null;
            return new Item(
                    version.name(),
                    version.tee(),
                    version.version(),
                    state,
                    version.digest().hex(),
                    rejected == null ? null : "does not compile in this release: " + rejected.getMessage());
        }
    }

    private CompletionStage<Answer> add(Call call) {
        var body = Wire.read(call.body(), Body.class);
        if (!tees.contains(body.tee())) throw Problem.noVerifier(body.tee(), tees);
        var source = Bytes.utf8(body.source());
        return compiled.compile(call.tenant(), source)
                .thenCompose(outcome -> {
                    requireCompiled(outcome, body.name());
                    return content.put(source);
                })
                .thenCompose(digest ->
                        policies.add(call.requestId(), call.tenant(), body.tee(), body.name(), digest, clock.instant()))
                .thenCompose(reply -> {
                    var done = done(reply);
                    return catalogs.changed().thenApply(catalog -> Answer.created(added(done, catalog)));
                });
    }

    /** A request that comes again is told what became of its version since. */
    private static Item added(PolicyEntity.Reply.Done done, Catalog catalog) {
        return Item.of(done.version(), done.active(), catalog);
    }

    private static void requireCompiled(CompiledPolicies.Outcome outcome, String name) {
        if (!(outcome instanceof CompiledPolicies.Outcome.Rejected(var why))) return;
        var faults = why.faults().stream()
                .map(fault ->
                        new Problem.Fault(fault.code(), fault.message(), name + ".rego", fault.line(), fault.column()))
                .toList();
        throw new Problem.Refusal(Problem.of(Problem.Kind.MALFORMED_REQUEST, "the policy does not compile")
                .with(faults));
    }

    private CompletionStage<Answer> activate(Call call) {
        var version = VersionNumber.parse(call.at("version"));
        return catalogs.after(
                        policies.activate(call.requestId(), call.tenant(), call.at("name"), version, clock.instant()))
                .thenCompose(reply -> {
                    var activated = done(reply).version();
                    return catalogs.changed().thenApply(catalog -> Answer.ok(Item.of(activated, true, catalog)));
                });
    }

    private CompletionStage<Answer> list(Call call) {
        var mine = new TreeMap<String, Object>();
        var catalog = catalogs.current();
        catalog.policies().forEach((id, versions) -> {
            if (id.startsWith(call.tenant() + "/")) mine.put(id, listed(versions, catalog));
        });
        catalog.unreadEntities(PolicyEntity.KEY.name(), call.tenant())
                .forEach((id, part) -> mine.put(id, part.listed()));
        return CompletableFuture.completedFuture(Answer.ok(Map.of("policies", List.copyOf(mine.values()))));
    }

    private static Map<String, Object> listed(Versions<PolicyVersion> versions, Catalog catalog) {
        var items = versions.all().stream()
                .map(version -> Item.of(version, version.version() == versions.active(), catalog))
                .toList();
        var first = items.getFirst();
        return Map.of("name", first.name(), "tee", first.tee(), "versions", items);
    }

    private static String stateOf(PolicyVersion version, boolean active, Catalog catalog) {
        if (!active) return DRAFT;
        var entity = PolicyEntity.persistenceId(version.tenant(), version.name());
        if (catalog.isDamaged(entity, version.version())) return UnreadPart.DAMAGED;
        if (catalog.rejected().containsKey(version)) return REJECTED;
        if (!catalog.isInForce(version)) return SUPERSEDED;
        return isSuspended(version, catalog) ? UnreadPart.SUSPENDED : ACTIVE;
    }

    private static boolean isSuspended(PolicyVersion version, Catalog catalog) {
        return catalog.unreadFor(version.tenant(), version.tee()).isPresent();
    }

    private static PolicyEntity.Reply.Done done(PolicyEntity.Reply reply) {
        return switch (reply) {
            case PolicyEntity.Reply.Done done -> done;
            case PolicyEntity.Reply.NoSuchVersion() ->
                throw Problem.refuse(Problem.Kind.NOT_FOUND, "there is no such version of this policy");
            case PolicyEntity.Reply.RequestIdUsed() -> throw RequestIds.used("the version that another request added");
            case PolicyEntity.Reply.Damaged() -> throw Damage.ofRecords("this policy");
        };
    }
}
