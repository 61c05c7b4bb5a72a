package org.attestry.cli;

/**
 * A command that another jar adds: found by {@link java.util.ServiceLoader}, so that the release need not know of it.
 *
 * <p>The command is an object that picocli understands: annotated, and a {@code Callable<ExitCode>} where it can be run.
 */
public interface CommandPlugin {
    /** The word to type. */
    String name();

    /** A fresh command that uses nothing of the process but {@code console}. */
    Object command(Console console);
}
