package org.attestry.cli;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.attestry.cli.completion.Shell;
import org.attestry.cli.config.ConfigCommand;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.OutputFormat;
import org.attestry.cli.output.Problem;
import org.attestry.cli.serve.AtStop;
import org.attestry.config.InvalidSettings;
import org.attestry.config.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line to its exit code; every failure is printed here and nowhere else. */
public final class Cli {
    private final Console console;

    public Cli(Console console) {
        this.console = console;
    }

    /** Runs {@code arguments} and says how it ended. */
    public ExitCode run(List<String> arguments) {
        var format = OutputFormat.askedFor(arguments);
        var commandLine = commandLine(Commands.forArguments(console, arguments));
        commandLine.setParameterExceptionHandler((exception, _) -> number(print(usage(exception), format)));
        commandLine.setExecutionExceptionHandler((exception, _, _) -> number(ended(exception, format)));
        int status = commandLine.execute(arguments.toArray(String[]::new));
        return ExitCode.of(status);
    }

    /** {@code root} with the settings that hold for all of its commands. */
    CommandLine commandLine(CommandLine root) {
        return root.registerConverter(Instant.class, Cli::instant)
                .registerConverter(BigInteger.class, Cli::whole)
                .registerConverter(OutputFormat.class, new Choice<>(OutputFormat.class))
                .registerConverter(ConfigCommand.Start.class, new Choice<>(ConfigCommand.Start.class))
                .registerConverter(Shell.class, new Choice<>(Shell.class))
                .setOut(console.out())
                .setErr(console.err())
                .setExpandAtFiles(false)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(110)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        console.palette() == org.attestry.cli.output.Palette.COLOURED ? Ansi.ON : Ansi.OFF))
                .setExitCodeExceptionMapper(_ -> ExitCode.INCONCLUSIVE.number())
                .setExecutionStrategy(new CommandLine.RunLast());
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is no instant in UTC, f.e. 2026-01-31T12:00:00Z");
        }
    }

    private static BigInteger whole(String text) {
        try {
            return new BigInteger(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no whole number");
        }
    }

    private static int number(ExitCode exit) {
        return exit.number();
    }

    private static CommandFailed usage(ParameterException exception) {
        var command = exception.getCommandLine();
        var near = exception instanceof UnmatchedArgumentException unmatched
                ? nearest(command, unmatched.getUnmatched().getFirst())
                : "";
        var name = command.getCommandSpec().qualifiedName();
        return CommandFailed.usage(exception.getMessage() + near + "\nsee: " + name + " --help");
    }

    private static String nearest(CommandLine command, String word) {
        var known = command.getCommandSpec().optionsMap().keySet().stream().collect(Collectors.toSet());
        known.addAll(command.getSubcommands().keySet());
        return Nearest.to(word.split("=", 2)[0], known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    private static CommandFailed failure(Exception exception) {
        return switch (exception) {
            case CommandFailed failed -> failed;
            case InvalidSettings invalid ->
                new CommandFailed(
                        ExitCode.USAGE,
                        Problem.local(
                                "configuration",
                                "The configuration cannot be used",
                                invalid.problems().stream()
                                        .map(org.attestry.config.Problem::sentence)
                                        .toList()));
            default -> unforeseen(exception);
        };
    }

    /** A mistake in this program: no conclusion, and the one place where a stack trace helps. */
    private static CommandFailed unforeseen(Exception exception) {
        var trace = new java.io.StringWriter();
        exception.printStackTrace(new java.io.PrintWriter(trace));
        return new CommandFailed(
                ExitCode.INCONCLUSIVE, Problem.local("internal", "A mistake in this program", trace.toString()));
    }

    /** A start that is stopped fails of whatever its parts say to that, which is not what the operator is to put right. */
    private ExitCode ended(Exception exception, OutputFormat format) {
        var failed = failure(exception);
        return AtStop.explainsFailures() ? failed.exit() : print(failed, format);
    }

    private ExitCode print(CommandFailed failed, OutputFormat format) {
        var text = switch (format) {
            case TABLE -> failed.problem().lines(console.palette());
            case JSON, YAML -> Json.pretty(failed.problem().members());
        };
        console.err().println(text);
        console.err().flush();
        return failed.exit();
    }
}
