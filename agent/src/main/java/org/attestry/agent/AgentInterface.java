package org.attestry.agent;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.http.javadsl.server.Route;
import org.attestry.agent.http.Bodies;
import org.attestry.agent.http.NativeStyle;
import org.attestry.agent.http.Refusals;
import org.attestry.agent.http.UnreadRequests;
import org.attestry.agent.http.Work;
import org.attestry.agent.service.RequestId;

/** What an agent answers, and what it refuses with: a command that explains a refusal, from when it listens until it ends. */
final class AgentInterface {
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(1);

    private final Route route;
    private final NativeStyle style;
    private final AtomicReference<Optional<URI>> explainsAt;

    private AgentInterface(Route route, NativeStyle style, AtomicReference<Optional<URI>> explainsAt) {
        this.route = route;
        this.style = style;
        this.explainsAt = explainsAt;
    }

    /** The interface of {@code services}; handlers run on {@code executor}, which may block. */
    static AgentInterface of(AgentConfig.Limits limits, AgentParts parts, AgentServices services, Executor executor) {
        var explainsAt = new AtomicReference<Optional<URI>>(Optional.empty());
        var refusals = new Refusals(parts.clock(), explainsAt::get);
        var bodies = new Bodies(limits.maxBody(), limits.bodyWithin());
        var work = new Work(bodies, executor, limits.parallel(), ANSWERED_WITHIN);
        var style = new NativeStyle(
                work, () -> RequestId.fresh(parts.clock(), parts.random()).text(), refusals);
        var route = AgentRoutes.of(parts.attester(), services, work, style, refusals);
        return new AgentInterface(route, style, explainsAt);
    }

    Route route() {
        return route;
    }

    /** It is reached at {@code url}; {@code byAnybody} unless clients need a certificate, which the command line has not. */
    void listens(URI url, boolean byAnybody) {
        if (byAnybody) explainsAt.set(Optional.of(url));
        UnreadRequests.answeredBy(style);
    }

    void ended() {
        UnreadRequests.answeredNoMoreBy(style);
    }
}
