package org.attestry.agent.http;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Pattern;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/**
 * Answers what is no HTTP of a form and size that is taken with a problem like any other; nothing that the caller sent is in it.
 *
 * <p>Pekko makes one for each connection, by the name of the class in {@code server.conf}, and so without anything to answer by: agents
 * make themselves known here, and the latest answers. A process has one agent.
 */
public final class UnreadRequests extends ParsingErrorHandler {
    private static final Deque<NativeStyle> AGENTS = new ConcurrentLinkedDeque<>();
    private static final Problem TOO_MUCH =
            Problem.of(Problem.Kind.HEADERS_TOO_LARGE, "at most 64 headers of at most 8192 octets each");
    /** What Pekko says of too many headers, with a 400. */
    private static final String TOO_MANY = "HTTP message contains more than the configured limit of ";
    /** What Pekko says of a request, as long as it cannot hold anything of the request but plain words. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ,.;()`-]{1,160}");

    /** Lets {@code agent} name, log and remember them. */
    public static void answeredBy(NativeStyle agent) {
        AGENTS.addFirst(agent);
    }

    /** {@code agent} has ended. */
    public static void answeredNoMoreBy(NativeStyle agent) {
        AGENTS.remove(agent);
    }

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
        var agent = AGENTS.peekFirst();
        if (agent == null) return HttpResponse.create().withStatus(status.intValue());
        return agent.unread(problem(status.intValue(), error.summary()));
    }

    private static Problem problem(int status, String summary) {
        return switch (status) {
            case 413 -> Problem.of(Problem.Kind.TOO_LARGE);
            case 414 -> Problem.of(Problem.Kind.URI_TOO_LONG, "at most 2048 octets");
            case 431 -> TOO_MUCH;
            case 501 -> Problem.of(Problem.Kind.METHOD_UNKNOWN);
            default ->
                summary.startsWith(TOO_MANY) ? TOO_MUCH : Problem.of(Problem.Kind.MALFORMED_REQUEST, words(summary));
        };
    }

    private static String words(String summary) {
        return PLAIN.matcher(summary).matches() ? summary : "this is no HTTP/1.1";
    }
}
