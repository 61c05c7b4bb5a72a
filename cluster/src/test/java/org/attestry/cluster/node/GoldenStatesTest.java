package org.attestry.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.attestry.cluster.node.Decisions.AT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.entity.Chain;
import org.attestry.cluster.entity.StateSerializer;
import org.attestry.persistence.codec.Codec;
import org.attestry.persistence.codec.Unreadable;
import org.junit.jupiter.api.Test;

/**
 * A node's snapshot as it was first written, a line for each standing: a change that breaks one breaks every node that has a snapshot.
 *
 * <p>{@code -Dattestry.bless=true} writes the file anew; only a new manifest may do so.
 */
final class GoldenStatesTest {
    private static final String MANIFEST = "tee-node-state-v1";
    private static final Path GOLDEN = Path.of("src/test/resources/golden", MANIFEST + ".hex");

    private static Bytes digest(String text) {
        return Bytes.utf8(text).sha256();
    }

    private static Redemptions.Redemption redemption(int number) {
        var leaf = digest("leaf " + number);
        var answer = new TeeNode.Reply.Recorded("request-" + number, number, leaf, AT.plusMillis(number));
        return new Redemptions.Redemption(digest("nonce " + number), digest("asked " + number), answer);
    }

    private static List<TeeNode.State> states() {
        var redemptions = Redemptions.NONE.with(redemption(6)).with(redemption(7));
        var last = Map.of("request_id", "request-7", "status", "affirming", "policy", "p@1", "baseline", "");
        return Stream.of(Standing.values())
                .map(standing -> new TeeNode.State(standing, new Chain(7, digest("leaf 7")), redemptions, last))
                .toList();
    }

    private static String line(TeeNode.State state) {
        return state.standing() + " " + StateSerializer.TABLE.write(state).hex() + "\n";
    }

    @Test
    void aSnapshotIsWrittenAsEver() throws IOException {
        var written = states().stream().map(GoldenStatesTest::line).collect(Collectors.joining());
        if (Boolean.getBoolean("attestry.bless")) Files.writeString(GOLDEN, written);
        assertThat(written).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void whatWasWrittenIsReadBack() throws IOException {
        var read = Files.readAllLines(GOLDEN).stream()
                .map(line -> StateSerializer.TABLE.read(MANIFEST, Bytes.fromHex(line.substring(line.indexOf(' ') + 1))))
                .toList();
        assertThat(read).isEqualTo(states());
    }

    @Test
    void thereIsNoOtherShapeOfState() {
        assertThat(StateSerializer.TABLE.rows()).extracting(Codec::manifest).containsExactly(MANIFEST);
    }

    @Test
    void aSnapshotCutShortAnywhereIsNotRead() {
        var whole = StateSerializer.TABLE.write(states().getFirst());
        for (int length = 0; length < whole.size(); length++) {
            var cut = whole.slice(0, length);
            assertThatThrownBy(() -> StateSerializer.TABLE.read(MANIFEST, cut))
                    .as("cut to %d", length)
                    .isInstanceOf(Unreadable.class);
        }
    }
}
