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
    private final SequencedMap<String, Refused> unserved = new LinkedHashMap<>();

    /** {@code url} is where this agent can be asked for explanations; empty where {@code attestry explain} could not. */
    public Refusals(InstantSource clock, Supplier<Optional<URI>> url) {
        this.clock = clock;
        this.url = url;
    }

    /** A refused request: when, and what it was told. */
    public record Refused(Instant at, Problem problem) {}

    /** The answer to the request of this id, which is remembered. */
    public HttpResponse refuse(Problem problem, String requestId) {
        remember(latest, requestId, new Refused(clock.instant(), problem));
        return told(problem, requestId);
    }

    /**
     * The answer to a request for what is not here, or to octets that are no request; however many there are, they push no other refusal out
     * of memory, and hide none that has the same id.
     */
    HttpResponse refuseUnserved(Problem problem, String requestId) {
        remember(unserved, requestId, new Refused(clock.instant(), problem));
        return told(problem, requestId);
    }

    /** The answer to a question for a refusal that nobody knows, which is no refusal to remember under the id that the caller chose. */
    HttpResponse unknown(String detail, String requestId) {
        var problem = Problem.of(Problem.Kind.NOT_FOUND, detail);
        return Replies.problem(problem.kind().status(), problem.json(requestId, Optional.empty()), requestId);
    }

    private HttpResponse told(Problem problem, String requestId) {
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
        return Optional.ofNullable(latest.get(requestId)).or(() -> Optional.ofNullable(unserved.get(requestId)));
    }

    private synchronized void remember(SequencedMap<String, Refused> memory, String requestId, Refused refused) {
        var _ = memory.remove(requestId);
        memory.put(requestId, refused);
        if (memory.size() > MOST) {
            var _ = memory.pollFirstEntry();
        }
    }
}
