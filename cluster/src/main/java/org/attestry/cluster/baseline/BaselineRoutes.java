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
        /** The number of the version to come. */
        CompletionStage<BaselineEntity.Reply> next(String tenant, String tee, String name);

        /** Adds a version whose document is stored under {@code baseline}'s digest. */
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
        requireAttainable(version(body, 1, now));
        return baselines
                .next(call.tenant(), body.tee(), body.name())
                .thenCompose(reply -> store(call, version(body, number(reply), now), now))
                .thenCompose(reply -> catalogs.changed().thenApply(_ -> Answer.created(item(reply))));
    }

    /** What no evidence can ever meet would refuse every node, and nobody would know why. */
    private void requireAttainable(Baseline baseline) {
        var tee = baseline.tee();
        if (!verifiers.tees().contains(tee)) {
            var installed = "no verifier for TEE " + tee + "; there is one for " + String.join(", ", verifiers.tees());
            throw Problem.refuse(Problem.Kind.UNKNOWN_TEE, installed);
        }
        var faults = new Unattainable(tee, verifiers.claims(tee)).in(baseline);
        if (faults.isEmpty()) return;
        var told = String.join("; ", faults.subList(0, Math.min(faults.size(), FAULTS_TOLD)));
        throw Problem.refuse(Problem.Kind.MALFORMED_REQUEST, "no evidence can ever meet this baseline: " + told);
    }

    private static Baseline version(BaselineRequest body, int number, Instant now) {
        try {
            return body.version(number, now);
        } catch (IllegalArgumentException e) {
            throw Problem.refuse(Problem.Kind.MALFORMED_REQUEST, e.getMessage() + "");
        }
    }

    private CompletionStage<BaselineEntity.Reply> store(Call call, Baseline baseline, Instant now) {
        return content.put(baseline.encoded())
                .thenCompose(_ -> baselines.add(call.requestId(), call.tenant(), baseline, now));
    }

    private CompletionStage<Answer> activate(Call call) {
        var version = VersionNumber.parse(call.at("version"));
        return baselines
                .activate(call.requestId(), call.tenant(), call.at("tee"), call.at("name"), version, clock.instant())
                .thenCompose(this::inForce);
    }

    private CompletionStage<Answer> withdraw(Call call) {
        var version = VersionNumber.parse(call.at("version"));
        var reason = Wire.read(call.body(), WithdrawalRequest.class).told();
        return baselines
                .withdraw(
                        call.requestId(),
                        call.tenant(),
                        call.at("tee"),
                        call.at("name"),
                        version,
                        reason,
                        clock.instant())
                .thenCompose(this::inForce);
    }

    private CompletionStage<Answer> inForce(BaselineEntity.Reply reply) {
        var item = item(reply);
        return catalogs.changed().thenApply(_ -> Answer.ok(item));
    }

    private CompletionStage<Answer> list(Call call) {
        var mine = new TreeMap<String, Object>();
        catalogs.current().baselines().forEach((id, versions) -> {
            if (id.startsWith(call.tenant() + "/")) mine.put(id, listed(versions));
        });
        return CompletableFuture.completedFuture(Answer.ok(Map.of("baselines", List.copyOf(mine.values()))));
    }

    private static Map<String, Object> listed(BaselineVersions versions) {
        var items = BaselineItem.all(versions);
        return Map.of("name", items.getFirst().name(), "tee", items.getFirst().tee(), "versions", items);
    }

    private static int number(BaselineEntity.Reply reply) {
        return switch (reply) {
            case BaselineEntity.Reply.NextIs(var version) -> version;
            case BaselineEntity.Reply.Done _, BaselineEntity.Reply.NoSuchVersion _, BaselineEntity.Reply.Conflict _ ->
                throw new IllegalStateException("not an answer to this question");
            case BaselineEntity.Reply.Withdrawn _, BaselineEntity.Reply.WithdrawnBefore _ ->
                throw new IllegalStateException("not an answer to this question");
        };
    }

    private static BaselineItem item(BaselineEntity.Reply reply) {
        return switch (reply) {
            case BaselineEntity.Reply.Done(var version, var active) -> BaselineItem.of(version, active);
            case BaselineEntity.Reply.Withdrawn(var version, var at, var reason) ->
                BaselineItem.withdrawn(version, at, reason);
            case BaselineEntity.Reply.WithdrawnBefore(var at, var reason) ->
                throw Problem.refuse(
                        Problem.Kind.CONFLICT,
                        "this version was withdrawn at " + at + (reason.isEmpty() ? "" : " (" + reason + ")")
                                + " and counts never again; add another");
            case BaselineEntity.Reply.NoSuchVersion() ->
                throw Problem.refuse(Problem.Kind.NOT_FOUND, "there is no such version of this baseline");
            case BaselineEntity.Reply.Conflict() ->
                throw Problem.refuse(Problem.Kind.CONFLICT, "another version was added meanwhile; send it again");
            case BaselineEntity.Reply.NextIs _ -> throw new IllegalStateException("not an answer to this question");
        };
    }
}
