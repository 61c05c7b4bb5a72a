package org.attestry.cluster.entity;

import org.attestry.cluster.node.NodeState;
import org.attestry.persistence.codec.CodecTable;
import org.attestry.persistence.codec.TableSerializer;

/** Keeps snapshots of entities under durable manifests; only nodes grow long enough to have any. */
public final class StateSerializer extends TableSerializer {
    /** Every snapshot shape. */
    public static final CodecTable TABLE = CodecTable.of(NodeState.CODEC);

    /** Made by Pekko from the configuration. */
    public StateSerializer() {
        super(7102, TABLE);
    }
}
