package org.attestry.bench.http;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What all turns of the load came to: attestations, their times, and the CPU that they cost the service and signatures by themselves. */
final class Tally {
    private final Histogram micros = new Histogram(3);
    private final Map<String, Long> nanosByStep = new TreeMap<>();
    private long done;
    private double seconds;
    private double signatures;
    private int turns;

    /** One turn: {@code before} and {@code after} are CPU of the service so far, {@code signatures} the microseconds of two in between. */
    void add(Clients.Counted counted, Map<String, Long> before, Map<String, Long> after, double signatures) {
        done += counted.done();
        seconds += counted.seconds();
        micros.add(counted.micros());
        after.forEach((step, nanos) -> nanosByStep.merge(step, nanos - before.getOrDefault(step, 0L), Long::sum));
        this.signatures += signatures;
        turns++;
    }

    /** Attestations a second. */
    double rate() {
        return done / seconds;
    }

    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    /** CPU of one attestation in microseconds, by step. */
    Map<String, Double> microsByStep() {
        var micros = new TreeMap<String, Double>();
        nanosByStep.forEach((step, nanos) -> micros.put(step, nanos / 1e3 / done));
        return micros;
    }

    /** CPU of one P-384 verification and one ES256 signature in microseconds, over all turns. */
    double signatures() {
        return signatures / turns;
    }
}
