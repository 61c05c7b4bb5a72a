package org.attestry.cluster.attestation;

import java.util.concurrent.CompletionStage;
import org.attestry.cluster.node.Decision;
import org.attestry.cluster.node.TeeNode;

/** What attestation needs of the nodes' entities: sharding in production, a fake in tests. */
public interface Nodes {
    /** Records {@code decision} with its node; fails if it cannot be made durable in time. */
    CompletionStage<TeeNode.Reply> record(Decision decision);

    /** What is held of a node. */
    CompletionStage<TeeNode.Shown> show(String tenant, String node);
}
