package org.attestry.cluster.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What is measured, for Prometheus: the names and labels of {@link Name} and no others. No label holds a tenant, a node or a path. */
public final class Metrics {
    /** Every metric: durable name, labels, and what it says. */
    public enum Name {
        /** How long requests took. */
        HTTP_REQUEST("attestry_http_request_seconds", "Time to answer a request", "operation", "status"),
        /** Work waiting for the verification pool. */
        VERIFICATION_WAITING("attestry_verification_waiting", "Pieces of work waiting for the verification pool"),
        /** Verifiers that threw. */
        VERIFIER_FAILURE("attestry_verifier_failures_total", "Verifiers that failed on evidence", "format"),
        /** Entities whose events are damaged, or a content in force that these name. */
        RECOVERY_FAILURE("attestry_recovery_failures_total", "Entities found damaged when they were read", "entity"),
        /** Whether the journal takes writes. */
        JOURNAL_HEALTHY("attestry_journal_healthy", "1 while the journal takes writes, else 0");

        private final String metric;
        private final String help;
        private final String labels;

        Name(String metric, String help, String... labels) {
            this.metric = metric;
            this.help = help;
            this.labels = String.join(",", labels);
        }

        /** The durable name. */
        public String metric() {
            return metric;
        }

        /** What it says. */
        public String help() {
            return help;
        }

        /** The names of its labels. */
        public List<String> labels() {
            return labels.isEmpty() ? List.of() : List.of(labels.split(",", -1));
        }
    }

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Labelled, Timer> timers = new ConcurrentHashMap<>();

    /** A metric with values for its labels, of which there are few. */
    private record Labelled(Name name, List<String> values) {}

    /** Counts one more. */
    public void count(Name name, String... labelValues) {
        Counter.builder(name.metric())
                .description(name.help())
                .tags(tags(name, labelValues))
                .register(registry)
                .increment();
    }

    /** Notes that something took {@code time}. */
    public void time(Name name, Duration time, String... labelValues) {
        timers.computeIfAbsent(new Labelled(name, List.of(labelValues)), _ -> timer(name, labelValues))
                .record(time);
    }

    private Timer timer(Name name, String... labelValues) {
        return Timer.builder(name.metric().replaceFirst("_seconds$", ""))
                .description(name.help())
                .tags(tags(name, labelValues))
                .register(registry);
    }

    /** Lets {@code value} of {@code source} be read whenever metrics are. */
    public <T> void watch(Name name, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name.metric(), source, value).description(name.help()).register(registry);
    }

    /** The text that Prometheus reads. */
    public String scrape() {
        return registry.scrape();
    }

    private static String[] tags(Name name, String... values) {
        if (values.length != name.labels().size()) throw new IllegalArgumentException("labels of " + name.metric());
        var tags = new String[values.length * 2];
        for (int i = 0; i < values.length; i++) {
            tags[2 * i] = name.labels().get(i);
            tags[2 * i + 1] = values[i];
        }
        return tags;
    }
}
