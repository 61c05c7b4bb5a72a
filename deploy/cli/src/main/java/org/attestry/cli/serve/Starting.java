package org.attestry.cli.serve;

import java.net.BindException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Problem;
import org.attestry.config.CannotListen;
import org.attestry.config.InvalidSettings;

/** Turns whatever keeps a process from starting into one sentence. */
public final class Starting {
    private Starting() {}

    /**
     * What {@code start} makes, or the refusal of the start.
     *
     * @param options the command's own options by the key that each sets
     */
    public static <T> T orRefuse(Supplier<T> start, Map<String, String> options) {
        AtStop.endsSomething();
        try {
            return start.get();
        } catch (InvalidSettings | CommandFailed known) {
            throw known;
        } catch (CannotListen e) {
            throw refused(e.getMessage() + "\nchoose another address: " + option(e.key(), options));
        } catch (RuntimeException e) {
            throw isLate(e) ? late() : refused(sentences(e));
        }
    }

    private static boolean isLate(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof TimeoutException);
    }

    /** No refusal: the next start may go well, and a supervisor is to try it. */
    private static CommandFailed late() {
        var why = "it was given up, since something did not answer in time: look after the disk of the data folder\n"
                + "and, in a cluster, after the other nodes, and start again";
        return new CommandFailed(ExitCode.UNREACHABLE, Problem.local("start", "The start took too long", why));
    }

    private static CommandFailed refused(String why) {
        return new CommandFailed(ExitCode.USAGE, Problem.local("start", "The start is refused", why));
    }

    private static String option(String key, Map<String, String> options) {
        var option = options.get(key);
        return option == null ? key + ", for example with --set" : option + " (" + key + ")";
    }

    /**
     * The messages of the whole chain of causes, each once: the outer one says what, the inner one why. What only repeats its cause with a
     * class name before it says nothing.
     */
    static String sentences(Throwable failure) {
        var text = new StringBuilder();
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException taken) return listening(taken);
            if (cause.getCause() != null && cause.getCause().toString().equals(cause.getMessage())) continue;
            var message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (text.indexOf(message) < 0)
                text.append(text.isEmpty() ? "" : "\nbecause ").append(message);
        }
        return text.toString();
    }

    /** Pekko writes the address into the message, between brackets. */
    private static String listening(BindException taken) {
        var where = Pattern.compile("\\[/?([^]]+)]").matcher(taken.getMessage() + "");
        return "cannot listen on " + (where.find() ? where.group(1) : "its address")
                + ": another process does, or this machine has no such address; name another one";
    }
}
