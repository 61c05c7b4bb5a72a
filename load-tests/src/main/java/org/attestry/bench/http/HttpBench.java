package org.attestry.bench.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.bench.Row;
import org.attestry.bench.SignatureRates;
import org.attestry.demo.Playground;
import org.attestry.verifier.crypto.CryptoProvider;

/**
 * Attests over HTTP with keep-alive from many clients at once: challenge, evidence, durable event, signed token; and says what it cost the
 * service, beside one P-384 verification and one ES256 signature of the same run.
 */
public final class HttpBench {
    private static final int CLIENTS = 64;
    private static final double TARGET = 2.5;

    private final Path folder;
    private final CryptoProvider crypto;
    private final Duration time;

    /** Data below {@code folder}; counted for {@code time} once the service is warm. */
    public HttpBench(Path folder, CryptoProvider crypto, Duration time) {
        this.folder = folder;
        this.crypto = crypto;
        this.time = time;
    }

    /** The rows. */
    public List<Row> run() throws InterruptedException {
        try (var playground = Playground.start(folder, "127.0.0.1:0", "127.0.0.1:0")) {
            playground.expectTheGuest();
            var clients = new Clients(playground, CLIENTS);
            WarmUp.of(clients);
            var before = ServiceCpu.now(0);
            var counted = clients.run(time);
            var after = ServiceCpu.now(counted.cpuNanos());
            return rows(counted, before, after);
        }
    }

    private List<Row> rows(Clients.Counted counted, Map<String, Long> before, Map<String, Long> after) {
        var rows = new ArrayList<Row>();
        rows.add(Row.measured("attestations, " + CLIENTS + " clients", counted.done() / counted.seconds(), "1/s"));
        rows.add(Row.measured("attestation, p50", counted.millis(50), "ms"));
        rows.add(Row.measured("attestation, p99", counted.millis(99), "ms"));
        double total = 0;
        for (var step : new TreeMap<>(after).entrySet()) {
            double micros = (step.getValue() - before.getOrDefault(step.getKey(), 0L)) / 1e3 / counted.done();
            total += micros;
            rows.add(Row.measured("CPU of the service: " + step.getKey(), micros, "us"));
        }
        rows.add(Row.atMost("CPU of the service, one attestation", total, "us", signatures(), TARGET));
        return rows;
    }

    private double signatures() {
        return SignatureRates.busyMicros(crypto.jca(), Duration.ofSeconds(2));
    }
}
