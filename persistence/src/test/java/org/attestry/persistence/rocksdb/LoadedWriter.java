package org.attestry.persistence.rocksdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.fence.Fence;

/**
 * A process that writes events of many ids as fast as they are acknowledged, and says each acknowledgement in one line, {@code id number}.
 *
 * <p>Every event redeems a nonce and names content that was put before it: its payload is the digest. Arguments: folder, ids, and how many
 * events each id gets (0: until the process is killed).
 */
final class LoadedWriter {
    private final RocksStore store;
    private final long events;

    private LoadedWriter(RocksStore store, long events) {
        this.store = store;
        this.events = events;
    }

    public static void main(String[] args) {
        try (var store = TestStores.open(Path.of(args[0]))) {
            var writer = new LoadedWriter(store, Long.parseLong(args[2]));
            var threads = IntStream.range(0, Integer.parseInt(args[1]))
                    .mapToObj(i -> Thread.ofPlatform().start(() -> writer.write("Node|" + i)))
                    .toList();
            for (var thread : threads) thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String id) {
        long next = store.recover(id, 0).join().highest() + 1;
        var name = "writer from " + next;
        for (long number = next; events == 0 || number <= events; number++) {
            var digest = store.content().putNow(Bytes.utf8(id + " " + number));
            var nonce = new Fence(id, Bytes.utf8(number + ""));
            var row = new FenceRow(TestStores.NOW.plusSeconds(3600), id, number);
            var event = new NewEvent(
                    number,
                    name,
                    TestStores.NOW.toEpochMilli(),
                    Optional.of("load of " + id + " " + number),
                    Optional.empty(),
                    new Payload(1, "digest-v1", digest),
                    Optional.of(row.of(nonce)));
            if (store.append(id, List.of(List.of(event))).join().getFirst().isPresent()) return;
            synchronized (System.out) {
                System.out.println(id + " " + number);
            }
        }
    }
}
