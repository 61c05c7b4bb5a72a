package org.attestry.cluster.entity;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.attestry.appraisal.Baseline;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.attestation.Nodes;
import org.attestry.cluster.baseline.BaselineEntity;
import org.attestry.cluster.baseline.BaselineRoutes;
import org.attestry.cluster.keyring.KeyRing;
import org.attestry.cluster.keyring.WrappedKey;
import org.attestry.cluster.node.Decision;
import org.attestry.cluster.node.TeeNode;
import org.attestry.cluster.policy.PolicyEntity;
import org.attestry.cluster.policy.PolicyRoutes;

/** The entities, reached by sharding from any cluster node; every question has a short deadline, after which the caller may ask again. */
public final class Entities implements Nodes, BaselineRoutes.Baselines, PolicyRoutes.Policies {
    private final ClusterSharding sharding;
    private final Duration deadline;

    /** Starts sharding of every entity on this cluster node; {@code damage} is told of those whose events are damaged. */
    public Entities(ActorSystem<?> system, Duration deadline, FoundDamage damage) {
        this.sharding = ClusterSharding.get(system);
        this.deadline = deadline;
        var _ = sharding.init(Entity.of(TeeNode.KEY, context -> TeeNode.create(context.getEntityId(), damage)));
        var _ = sharding.init(
                Entity.of(BaselineEntity.KEY, context -> BaselineEntity.create(context.getEntityId(), damage)));
        var _ = sharding.init(
                Entity.of(PolicyEntity.KEY, context -> PolicyEntity.create(context.getEntityId(), damage)));
        var _ = sharding.init(Entity.of(KeyRing.KEY, context -> KeyRing.create(context.getEntityId())));
    }

    @Override
    public CompletionStage<TeeNode.Reply> record(Decision decision) {
        var submission = decision.submission();
        return ask(
                TeeNode.KEY,
                submission.tenant() + "/" + submission.node(),
                replyTo -> new TeeNode.Command.RecordDecision(decision, replyTo));
    }

    @Override
    public CompletionStage<TeeNode.Shown> show(String tenant, String node) {
        return ask(TeeNode.KEY, tenant + "/" + node, TeeNode.Command.Show::new);
    }

    @Override
    public CompletionStage<BaselineEntity.Reply> next(String requestId, String tenant, String tee, String name) {
        return ask(
                BaselineEntity.KEY,
                tenant + "/" + tee + "/" + name,
                replyTo -> new BaselineEntity.Command.Next(requestId, replyTo));
    }

    @Override
    public CompletionStage<BaselineEntity.Reply> add(String requestId, String tenant, Baseline baseline, Instant at) {
        return ask(
                BaselineEntity.KEY,
                tenant + "/" + baseline.tee() + "/" + baseline.name(),
                replyTo -> new BaselineEntity.Command.Add(
                        requestId,
                        tenant,
                        baseline.tee(),
                        baseline.name(),
                        baseline.version(),
                        baseline.digest(),
                        baseline.notBefore(),
                        baseline.notAfter(),
                        at,
                        replyTo));
    }

    @Override
    public CompletionStage<BaselineEntity.Reply> activate(
            String requestId, String tenant, String tee, String name, int version, Instant at) {
        return ask(
                BaselineEntity.KEY,
                tenant + "/" + tee + "/" + name,
                replyTo -> new BaselineEntity.Command.Activate(requestId, version, at, replyTo));
    }

    @Override
    public CompletionStage<BaselineEntity.Reply> withdraw(
            String requestId, String tenant, String tee, String name, int version, String reason, Instant at) {
        return ask(
                BaselineEntity.KEY,
                tenant + "/" + tee + "/" + name,
                replyTo -> new BaselineEntity.Command.Withdraw(requestId, version, reason, at, replyTo));
    }

    @Override
    public CompletionStage<PolicyEntity.Reply> add(
            String requestId, String tenant, String tee, String name, Bytes digest, Instant at) {
        return ask(
                PolicyEntity.KEY,
                tenant + "/" + name,
                replyTo -> new PolicyEntity.Command.Add(requestId, tenant, tee, name, digest, at, replyTo));
    }

    @Override
    public CompletionStage<PolicyEntity.Reply> activate(
            String requestId, String tenant, String name, int version, Instant at) {
        return ask(
                PolicyEntity.KEY,
                tenant + "/" + name,
                replyTo -> new PolicyEntity.Command.Activate(requestId, version, at, replyTo));
    }

    /** Offers a key to the key ring; answers with all keys that it holds then. */
    public CompletionStage<KeyRing.Keys> offer(WrappedKey key, Instant at) {
        return ask(KeyRing.KEY, KeyRing.ID, replyTo -> new KeyRing.Command.Offer(key, at, replyTo));
    }

    /** What follows the answer runs in the thread that brought it, which it must not block: Pekko's own stages go through another pool. */
    private <C, R> CompletionStage<R> ask(EntityTypeKey<C> type, String id, Function<ActorRef<R>, C> question) {
        return sharding.entityRefFor(type, id)
                .ask(question::apply, deadline)
                .thenApplyAsync(reply -> reply, Runnable::run);
    }
}
