package org.attestry.agent.http;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses requests: the problem for the caller, the line in the log, and the memory that {@code attestry explain} is answered from.
 *
 * <p>The latest {@value #MOST} are remembered, and none beyond the end of this process.
 */
public final class Refusals {
    /** How many are remembered. */
    public static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final InstantSource clock;
    private final Supplier<Optional<URI>> url;
    private final SequencedMap<String, Refused> latest = new LinkedHashMap<>();

    /** {@code url} is where this agent can be asked for explanations; empty where {@code attestry explain} could not. */
    public Refusals(InstantSource clock, Supplier<Optional<URI>> url) {
        this.clock = clock;
        this.url = url;
    }

    /** A refused request: when, and what it was told. */
    public record Refused(Instant at, Problem problem) {}

    /** The answer to the request of this id, which is remembered. */
    public HttpResponse refuse(Problem problem, String requestId) {
        remember(requestId, new Refused(clock.instant(), problem));
        var explain = url.get().map(agent -> "attestry explain " + requestId + " --agent " + agent);
        LOG.atInfo()
                .addKeyValue("request_id", requestId)
                .addKeyValue("problem", problem.kind().slug())
                .addKeyValue("reason", problem.reason().orElse(""))
                .addKeyValue("explain", explain.orElse(""))
                .log("request refused");
        return Replies.problem(problem.kind().status(), problem.json(requestId, explain), requestId);
    }

    /** The latest refused request of that id. */
    public synchronized Optional<Refused> find(String requestId) {
        return Optional.ofNullable(latest.get(requestId));
    }

    private synchronized void remember(String requestId, Refused refused) {
        var _ = latest.remove(requestId);
        latest.put(requestId, refused);
        if (latest.size() > MOST) {
            var _ = latest.pollFirstEntry();
        }
    }
}
