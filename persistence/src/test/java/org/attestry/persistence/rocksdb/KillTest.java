package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attestry.persistence.content.Content;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a process under load: what it acknowledged is there, each nonce is spent, and nothing contradicts anything. */
@Tag("slow")
class KillTest {
    private static final int IDS = 16;
    private static final int ACKNOWLEDGED_BEFORE_KILL = 1000;

    @TempDir
    static Path folder;

    @RepeatedTest(2)
    void whatWasAcknowledgedIsThere() throws Exception {
        var acknowledged = loadAndKill();
        assertThat(acknowledged).hasSize(IDS);
        try (var store = TestStores.open(folder)) {
            assertThat(store.problems()).isEmpty();
            acknowledged.forEach((id, number) -> check(store, id, number));
        }
    }

    private static void check(RocksStore store, String id, long acknowledged) {
        long highest = store.reads().highestSequenceNr(id).orElseThrow();
        assertThat(highest).as(id).isBetween(acknowledged, acknowledged + 1);
        for (var event : store.reads().events(id, 1, Integer.MAX_VALUE)) {
            assertThat(store.content().getNow(event.payload())).isInstanceOf(Content.Found.class);
        }
        assertThat(store.recover(id, 0).join().highest()).isEqualTo(highest);
        var again = TestStores.redemption(id, highest + 1, "another", highest + "", TestStores.NOW);
        assertThat(store.append(id, List.of(List.of(again))).join().getFirst())
                .hasValueSatisfying(spent -> assertThat(spent.redeemedAt()).isEqualTo(highest));
    }

    /** The last number that was acknowledged, by id. */
    private static Map<String, Long> loadAndKill() throws IOException, InterruptedException {
        var process = new ProcessBuilder(ChildJvm.command(LoadedWriter.class, folder.toString(), IDS + "", "0"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var acknowledged = new HashMap<String, Long>();
        try (var lines = process.inputReader()) {
            for (int i = 0; i < ACKNOWLEDGED_BEFORE_KILL; i++) take(lines.readLine(), acknowledged);
            var _ = process.toHandle()
                    .destroyForcibly(); // leaves what it said readable, unlike the method of the process
            drain(lines, acknowledged);
        }
        process.waitFor();
        return acknowledged;
    }

    /** What was said before the kill and not read yet counts too; a last line may be cut short. */
    private static void drain(BufferedReader lines, Map<String, Long> acknowledged) throws IOException {
        var rest = lines.readAllAsString();
        rest.substring(0, rest.lastIndexOf('\n') + 1).lines().forEach(line -> take(line, acknowledged));
    }

    private static void take(String line, Map<String, Long> acknowledged) {
        var parts = line.split(" ", -1);
        acknowledged.merge(parts[0], Long.parseLong(parts[1]), Math::max);
    }
}
