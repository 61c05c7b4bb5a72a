package org.attestry.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.attestry.cli.output.Problem;

/** A command could not give its answer. Thrown by commands, printed and turned into an exit code once, in {@link Cli}. */
public final class CommandFailed extends RuntimeException {
    private final ExitCode exit;
    private final transient Problem problem;

    /** Ends the command with {@code exit}, telling {@code problem}. */
    public CommandFailed(ExitCode exit, Problem problem) {
        super(problem.title() + ": " + problem.detail());
        this.exit = exit;
        this.problem = problem;
    }

    /** The command line is wrong in a way that only the command itself can see. */
    public static CommandFailed usage(String detail) {
        return new CommandFailed(ExitCode.USAGE, Problem.local("usage", "The command line is wrong", detail));
    }

    /** A file of the user cannot be read or written. */
    public static CommandFailed file(String detail) {
        return new CommandFailed(ExitCode.USAGE, Problem.local("file", "A file cannot be used", detail));
    }

    /** {@code file}, which the user named, cannot be read; {@code e} says why. */
    public static CommandFailed unreadable(Path file, IOException e) {
        return file("cannot read " + file + ": " + why(file, e));
    }

    /** The same of {@code file}, which was to be written. */
    public static CommandFailed unwritable(Path file, IOException e) {
        return file("cannot write " + file + ": " + why(file, e));
    }

    /** One of several files cannot be read or written: that which {@code e} names, or else {@code file}. */
    public static CommandFailed unusable(Path file, IOException e) {
        var named = e instanceof FileSystemException known && known.getFile() != null ? Path.of(known.getFile()) : file;
        return file("cannot read or write " + named + ": " + why(named, e));
    }

    private static String why(Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "it does not exist";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is no directory";
            case CharacterCodingException _ -> "it is not text in UTF-8";
            case FileSystemException known
            when known.getReason() != null && !Files.isDirectory(file) -> known.getReason();
            default -> Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage());
        };
    }

    /** Nobody answered. */
    public static CommandFailed unreachable(String detail) {
        return new CommandFailed(ExitCode.UNREACHABLE, Problem.local("unreachable", "Not reachable", detail));
    }

    /** The same without the command that would say why: it would say nothing else. */
    public CommandFailed unexplained() {
        return new CommandFailed(exit, problem.unexplained());
    }

    /** How the process ends. */
    public ExitCode exit() {
        return exit;
    }

    /** What to print. */
    public Problem problem() {
        return problem;
    }
}
