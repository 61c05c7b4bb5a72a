package org.attestry.agent;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.handleRejections;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.MethodRejection;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.javadsl.server.Route;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.attester.EvidenceRoutes;
import org.attestry.agent.http.ExplanationRoutes;
import org.attestry.agent.http.NativeStyle;
import org.attestry.agent.http.Problem;
import org.attestry.agent.http.Refusals;
import org.attestry.agent.http.Work;
import org.attestry.agent.peer.PeerRoutes;
import org.attestry.agent.secgear.SecGearRoutes;
import org.attestry.agent.service.AttestationRoutes;

/**
 * Everything that the agent serves: secGear's paths as secGear's agents serve them, and our own below {@code /v1}.
 *
 * <p>Whatever is not served is a problem, but for another method on one of secGear's paths: its clients know that as a 404 without a body.
 */
final class AgentRoutes {
    private AgentRoutes() {}

    /** The routes of {@code services}; what our own refuse is kept in {@code refusals}. */
    static Route of(Attester attester, AgentServices services, Work work, NativeStyle style, Refusals refusals) {
        var own = new ArrayList<Route>(
                List.of(new EvidenceRoutes(attester, style).route(), new ExplanationRoutes(refusals, style).route()));
        services.passport().ifPresent(passport -> own.add(new AttestationRoutes(passport, style).route()));
        services.responder().ifPresent(responder -> own.add(new PeerRoutes(responder, style).route()));
        return sealed(
                style,
                concat(
                        pathPrefix(
                                "v1",
                                () -> concat(
                                        own.getFirst(),
                                        own.subList(1, own.size()).toArray(new Route[0]))),
                        new SecGearRoutes(services.secGear(), work).route()));
    }

    /** A name for the request is made only where it is refused. */
    private static Route sealed(NativeStyle style, Route route) {
        return extractRequest(request -> handleRejections(
                RejectionHandler.newBuilder()
                        .handleAll(MethodRejection.class, _ -> complete(wrongMethod(style, request)))
                        .handleNotFound(extractRequest(_ -> complete(style.unserved(request))))
                        .build(),
                () -> route));
    }

    private static HttpResponse wrongMethod(NativeStyle style, HttpRequest request) {
        return style.refuse(Problem.of(Problem.Kind.METHOD_NOT_ALLOWED), style.idOf(request));
    }
}
