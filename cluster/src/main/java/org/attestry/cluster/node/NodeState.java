package org.attestry.cluster.node;

import org.attestry.persistence.codec.Codec;

/** The row of the snapshot table for nodes. */
public final class NodeState {
    /** Writes {@link NodeSnapshot} and reads it back. */
    public static final Codec<?> CODEC =
            Codec.of("tee-node-state-v1", TeeNode.State.class, NodeSnapshot::write, NodeSnapshot::read);

    private NodeState() {}
}
