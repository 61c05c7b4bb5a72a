package org.attestry.cluster.ops;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.Endpoint.Answer;
import org.attestry.cluster.http.Role;

/** {@code /health} and {@code /metrics}, on a port of their own that only the machine and its monitoring reach. */
public final class ManagementRoutes {
    private final Health health;
    private final Metrics metrics;

    /** Shows {@code health} and {@code metrics}. */
    public ManagementRoutes(Health health, Metrics metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    /** The rows. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("live", "/health/live", Role.PUBLIC, _ -> done(Answer.ok(Map.of("status", "live")))),
                Endpoint.get("ready", "/health/ready", Role.PUBLIC, _ -> done(ready())),
                Endpoint.get(
                        "metrics",
                        "/metrics",
                        Role.PUBLIC,
                        _ -> done(Answer.text(200, "text/plain; version=0.0.4", metrics.scrape()))));
    }

    private Answer ready() {
        var ready = health.ready();
        var body = Map.of("status", ready ? "ready" : "not ready", "checks", health.checks());
        return Answer.json(ready ? 200 : 503, "application/json", body);
    }

    private static CompletionStage<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
