package org.attestry.bench.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attestry.bench.Row;
import org.attestry.bench.SignatureRates;
import org.attestry.cli.serve.Starting;
import org.attestry.demo.Playground;
import org.attestry.verifier.crypto.CryptoProvider;

/**
 * Attests over HTTP with keep-alive from many clients at once: challenge, evidence, durable event, signed token; and says what it cost the
 * service, beside one P-384 verification and one ES256 signature of the same run.
 */
public final class HttpBench {
    /** So many that each step of the service has several attestations to do in turn, as one that is in full use has. */
    private static final int CLIENTS = 128;

    private static final double TARGET = 2.5;

    /** The load and the signatures by themselves take turns: a machine that its neighbours slow down for some seconds is slow for both. */
    private static final int TURNS = 4;

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
        try (var playground =
                Starting.orRefuse(() -> Playground.start(folder, "127.0.0.1:0", "127.0.0.1:0"), Map.of())) {
            playground.expectTheGuest();
            try (var clients = Clients.connect(playground, crypto.jca(), CLIENTS)) {
                return rows(counted(clients));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the service cannot be reached", e);
        }
    }

    private Tally counted(Clients clients) throws InterruptedException {
        WarmUp.of(clients);
        turn(clients, new Tally()); // not counted: code that was compiled for load alone is compiled anew in it
        var tally = new Tally();
        for (int turn = 0; turn < TURNS; turn++) turn(clients, tally);
        return tally;
    }

    private void turn(Clients clients, Tally tally) throws InterruptedException {
        var before = ServiceCpu.now(0);
        var counted = clients.run(time.dividedBy(TURNS));
        tally.add(counted, before, ServiceCpu.now(counted.cpuNanos()), signatures());
    }

    private static List<Row> rows(Tally tally) {
        var rows = new ArrayList<Row>();
        rows.add(Row.measured("attestations, " + CLIENTS + " clients", tally.rate(), "1/s"));
        rows.add(Row.measured("attestation, p50", tally.millis(50), "ms"));
        rows.add(Row.measured("attestation, p99", tally.millis(99), "ms"));
        var steps = tally.microsByStep();
        steps.forEach((step, micros) -> rows.add(Row.measured("CPU of the service: " + step, micros, "us")));
        double all = steps.values().stream().mapToDouble(Double::doubleValue).sum();
        rows.add(Row.atMost("CPU of the service, one attestation", all, "us", tally.signatures(), TARGET));
        return rows;
    }

    private double signatures() {
        return SignatureRates.busyMicros(crypto.jca(), Duration.ofMillis(500));
    }
}
