package org.attestry.cli.serve;

import java.util.function.Supplier;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Problem;
import org.attestry.config.InvalidSettings;

/** Turns whatever keeps a process from starting into one sentence. */
public final class Starting {
    private Starting() {}

    /** What {@code start} makes, or the refusal of the start. */
    public static <T> T orRefuse(Supplier<T> start) {
        try {
            return start.get();
        } catch (InvalidSettings | CommandFailed known) {
            throw known;
        } catch (RuntimeException e) {
            throw new CommandFailed(ExitCode.USAGE, Problem.local("start", "The start is refused", sentences(e)));
        }
    }

    /** The messages of the whole chain of causes, each once: the outer one says what, the inner one why. */
    private static String sentences(Throwable failure) {
        var text = new StringBuilder();
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (text.indexOf(message) < 0)
                text.append(text.isEmpty() ? "" : "\nbecause ").append(message);
        }
        return text.toString();
    }
}
