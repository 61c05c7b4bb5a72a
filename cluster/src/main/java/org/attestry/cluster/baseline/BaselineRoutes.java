package org.attestry.cluster.baseline;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.attestry.appraisal.Baseline;
import org.attestry.appraisal.Unattainable;
import org.attestry.cluster.catalog.Catalog;
import org.attestry.cluster.catalog.Catalogs;
import org.attestry.cluster.entity.VersionNumber;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.Endpoint.Answer;
import org.attestry.cluster.http.Endpoint.Call;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.http.Role;
import org.attestry.cluster.http.Wire;
import org.attestry.persistence.content.ContentStore;
import org.attestry.verifier.Verifiers;

/** {@code /v1/baselines}: HTTP in, one baseline entity asked, HTTP out. */
public final class BaselineRoutes {
    private static final long BODY_LIMIT = 4L << 20;
    private static final long REASON_LIMIT = 8L << 10;
    private static final int FAULTS_TOLD = 10;

    private final Baselines baselines;
    private final ContentStore content;
    private final Catalogs catalogs;
    private final Verifiers verifiers;
    private final InstantSource clock;

    /** What the routes need of the cluster; a fake in tests, sharding in production. */
    public interface Baselines {
        /** The number of the version to come, or the version that this request added. */
        CompletionStage<BaselineEntity.Reply> next(String requestId, String tenant, String tee, String name);

        /** Adds a version whose document is stored under {@code baseline}'s digest, unless this request added one. */
        CompletionStage<BaselineEntity.Reply> add(String requestId, String tenant, Baseline baseline, Instant at);

        /** Makes a version the active one. */
        CompletionStage<BaselineEntity.Reply> activate(
                String requestId, String tenant, String tee, String name, int version, Instant at);

        /** Lets a version count never again. */
        CompletionStage<BaselineEntity.Reply> withdraw(
                String requestId, String tenant, String tee, String name, int version, String reason, Instant at);
    }

    /** Routes over {@code baselines}, which have to be such as evidence for {@code verifiers} can meet. */
    public BaselineRoutes(
            Baselines baselines, ContentStore content, Catalogs catalogs, Verifiers verifiers, InstantSource clock) {
        this.baselines = baselines;
        this.content = content;
        this.catalogs = catalogs;
        this.verifiers = verifiers;
        this.clock = clock;
    }

    /** The rows. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("baseline-add", "/v1/baselines", Role.ADMIN, BODY_LIMIT, this::add),
                Endpoint.get("baseline-list", "/v1/baselines", Role.ADMIN, this::list),
                Endpoint.post(
                        "baseline-activate",
                        "/v1/baselines/{tee}/{name}/{version}/activate",
                        Role.ADMIN,
                        0,
                        this::activate),
                Endpoint.post(
                        "baseline-withdraw",
                        "/v1/baselines/{tee}/{name}/{version}/withdraw",
                        Role.ADMIN,
                        REASON_LIMIT,
                        this::withdraw));
    }

    private CompletionStage<Answer> add(Call call) {
        var body = Wire.read(call.body(), BaselineRequest.class);
        var now = clock.instant();
        return baselines
                .next(call.requestId(), call.tenant(), body.tee(), body.name())
                .thenCompose(reply -> unlessAdded(call, body, now, reply))
                .thenCompose(reply -> {
                    var item = BaselineAnswers.added(body, reply);
                    return catalogs.changed().thenApply(catalog -> Answer.created(item.in(catalog, call.tenant())));
                });
    }

    /** What no evidence can ever meet would refuse every node, and nobody would know why. */
    private Baseline attainable(Baseline baseline) {
        var tee = baseline.tee();
        if (!verifiers.tees().contains(tee)) throw Problem.noVerifier(tee, verifiers.tees());
        var faults = new Unattainable(tee, verifiers.claims(tee)).in(baseline);
        if (faults.isEmpty()) return baseline;
        var told = String.join("; ", faults.subList(0, Math.min(faults.size(), FAULTS_TOLD)));
        throw Problem.refuse(Problem.Kind.MALFORMED_REQUEST, "no evidence can ever meet this baseline: " + told);
    }

    private CompletionStage<BaselineEntity.Reply> unlessAdded(
            Call call, BaselineRequest body, Instant now, BaselineEntity.Reply next) {
        return switch (next) {
            case BaselineEntity.Reply.NextIs(var number) -> store(call, attainable(body.version(number, now)), now);
            case BaselineEntity.Reply.AddedBefore _, BaselineEntity.Reply.Damaged _ ->
                CompletableFuture.completedStage(next);
            case BaselineEntity.Reply.Done _, BaselineEntity.Reply.NoSuchVersion _, BaselineEntity.Reply.Conflict _ ->
                throw BaselineAnswers.noAnswer();
            case BaselineEntity.Reply.Withdrawn _, BaselineEntity.Reply.WithdrawnBefore _ ->
                throw BaselineAnswers.noAnswer();
        };
    }

    private CompletionStage<BaselineEntity.Reply> store(Call call, Baseline baseline, Instant now) {
        return content.put(baseline.encoded())
                .thenCompose(_ -> baselines.add(call.requestId(), call.tenant(), baseline, now));
    }

    private CompletionStage<Answer> activate(Call call) {
        var version = VersionNumber.parse(call.at("version"));
        return catalogs.after(baselines.activate(
                        call.requestId(), call.tenant(), call.at("tee"), call.at("name"), version, clock.instant()))
                .thenCompose(reply -> inForce(call, reply));
    }

    private CompletionStage<Answer> withdraw(Call call) {
        var version = VersionNumber.parse(call.at("version"));
        var reason = Wire.read(call.body(), WithdrawalRequest.class).told();
        return catalogs.after(baselines.withdraw(
                        call.requestId(),
                        call.tenant(),
                        call.at("tee"),
                        call.at("name"),
                        version,
                        reason,
                        clock.instant()))
                .thenCompose(reply -> inForce(call, reply));
    }

    /** Whatever is said of a version is in force by then: also that it counts never again, be it that nobody heard so the first time. */
    private CompletionStage<Answer> inForce(Call call, BaselineEntity.Reply reply) {
        if (!(reply instanceof BaselineEntity.Reply.WithdrawnBefore)) {
            var item = BaselineAnswers.item(reply);
            return catalogs.changed().thenApply(catalog -> Answer.ok(item.in(catalog, call.tenant())));
        }
        return catalogs.changed().thenApply(_ -> Answer.ok(BaselineAnswers.item(reply)));
    }

    private CompletionStage<Answer> list(Call call) {
        var mine = new TreeMap<String, Object>();
        var catalog = catalogs.current();
        catalog.baselines().forEach((id, versions) -> {
            if (id.startsWith(call.tenant() + "/")) mine.put(id, listed(versions, catalog));
        });
        catalog.unreadEntities(BaselineEntity.KEY.name(), call.tenant())
                .forEach((id, part) -> mine.put(id, part.listed()));
        return CompletableFuture.completedFuture(Answer.ok(Map.of("baselines", List.copyOf(mine.values()))));
    }

    private static Map<String, Object> listed(BaselineVersions versions, Catalog catalog) {
        var items = BaselineItem.all(versions, catalog);
        return Map.of("name", items.getFirst().name(), "tee", items.getFirst().tee(), "versions", items);
    }
}
