package org.attestry.bench.http;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.security.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.attestry.bytes.Bytes;
import org.attestry.cli.output.Json;
import org.attestry.demo.Playground;
import org.attestry.verifier.ReportBinding;
import org.attestry.verifier.testing.SimulatedSnp;

/**
 * Attesters that each do one attestation after the other on a connection of their own, which outlives a run: what connecting costs is not
 * counted. An answer other than a token ends the run.
 */
final class Clients implements AutoCloseable {
    private final SimulatedSnp guest;
    private final List<KeepAlive> connections;

    private Clients(SimulatedSnp guest, List<KeepAlive> connections) {
        this.guest = guest;
        this.connections = connections;
    }

    /** So many {@code clients}; {@code provider} signs their reports. */
    static Clients connect(Playground playground, Provider provider, int clients) throws IOException {
        var service = URI.create(playground.url());
        var all = new Clients(playground.guest().signingBy(provider), new ArrayList<>());
        try {
            for (int i = 0; i < clients; i++) all.connections.add(new KeepAlive(service, playground.adminKey()));
            return all;
        } catch (IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    /** What was done in which time, and what it cost the clients themselves. */
    record Counted(long done, double seconds, long cpuNanos, ConcurrentHistogram micros) {}

    Counted run(Duration time) throws InterruptedException {
        var micros = new ConcurrentHistogram(3);
        var cpuNanos = new LongAdder();
        var failure = new AtomicReference<RuntimeException>();
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        var threads = new Thread[connections.size()];
        for (int i = 0; i < threads.length; i++) {
            var node = "bench-" + i;
            var service = connections.get(i);
            threads[i] = Thread.ofPlatform().name("client-" + i).start(() -> {
                attestUntil(end, service, node, micros, failure);
                cpuNanos.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
            });
        }
        for (var thread : threads) thread.join();
        var failed = failure.get();
        if (failed != null) throw failed;
        return new Counted(micros.getTotalCount(), (System.nanoTime() - begun) / 1e9, cpuNanos.sum(), micros);
    }

    private void attestUntil(
            long end,
            KeepAlive service,
            String node,
            ConcurrentHistogram micros,
            AtomicReference<RuntimeException> failure) {
        try {
            while (System.nanoTime() < end && failure.get() == null) {
                long begun = System.nanoTime();
                attest(service, node);
                micros.recordValue((System.nanoTime() - begun) / 1000);
            }
        } catch (IOException | RuntimeException e) {
            failure.set(new IllegalStateException("an attestation failed", e));
        }
    }

    private void attest(KeepAlive service, String node) throws IOException {
        var challenge = service.post("/v1/challenges", "{\"node\":\"" + node + "\"}");
        var nonce = Json.parse(challenge).path("nonce").asText();
        var evidence = guest.attest(ReportBinding.of(64, Bytes.fromBase64Url(nonce), Bytes.EMPTY));
        var body = Json.object()
                .put("node", node)
                .put("nonce", nonce)
                .put("format", evidence.format())
                .put("evidence", evidence.body().base64Url())
                .put("audience", "bench");
        var attachments = body.putObject("attachments");
        evidence.attachments().forEach((role, item) -> attachments.put(role, item.base64Url()));
        var _ = service.post("/v1/evidence", body.toString());
    }

    @Override
    public void close() throws IOException {
        for (var connection : connections) connection.close();
    }
}
