package org.attestry.cluster.node;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.entity.Chain;
import org.attestry.persistence.codec.Cbor;

/** The durable shape of a node's state, {@code tee-node-state-v1}: what a snapshot holds. */
record NodeSnapshot(Standing standing, long length, Bytes head, List<Redeemed> redeemed, Map<String, String> last) {
    /** One redemption. */
    record Redeemed(Bytes nonce, Bytes asked, String requestId, long sequence, Bytes leaf, Instant at) {}

    static Bytes write(TeeNode.State state) {
        var redeemed =
                state.redemptions().all().stream().map(NodeSnapshot::redeemed).toList();
        var chain = state.chain();
        return Cbor.write(new NodeSnapshot(state.standing(), chain.length(), chain.head(), redeemed, state.last()));
    }

    static TeeNode.State read(Bytes octets) {
        var snapshot = Cbor.read(octets, NodeSnapshot.class);
        var redemptions = Redemptions.NONE;
        for (var each : snapshot.redeemed()) {
            var answer = new TeeNode.Reply.Recorded(each.requestId(), each.sequence(), each.leaf(), each.at());
            redemptions = redemptions.with(new Redemptions.Redemption(each.nonce(), each.asked(), answer));
        }
        var chain = new Chain(snapshot.length(), snapshot.head());
        return new TeeNode.State(snapshot.standing(), chain, redemptions, snapshot.last());
    }

    private static Redeemed redeemed(Redemptions.Redemption redemption) {
        var answer = redemption.answer();
        return new Redeemed(
                redemption.nonce(),
                redemption.asked(),
                answer.requestId(),
                answer.sequence(),
                answer.leaf(),
                answer.at());
    }
}
