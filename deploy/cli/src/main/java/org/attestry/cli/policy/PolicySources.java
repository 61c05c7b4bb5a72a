package org.attestry.cli.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Problem;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.tool.PolicyFiles;

/** Policies and data from files, and what goes wrong with them in the words of all commands. */
final class PolicySources {
    private PolicySources() {}

    static PolicyFiles load(List<Path> paths, SourceOptions sources) {
        try {
            return PolicyFiles.load(paths, sources.version(), sources.trust());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** A file that is not there, may not be read, or does not hold what its name says. */
    static CommandFailed unreadable(IOException e) {
        return CommandFailed.file(
                switch (e) {
                    case NoSuchFileException missing -> "there is no " + missing.getFile();
                    case AccessDeniedException denied -> "permission denied: " + denied.getFile();
                    default -> e.getMessage() + "";
                });
    }

    /** The same, of a file that {@code e} may not name. */
    static CommandFailed unreadable(Path file, IOException e) {
        return Files.isDirectory(file) ? CommandFailed.file(file + " is a directory") : unreadable(e);
    }

    /** Errors with their places, as the service gives them too. */
    static CommandFailed rejected(RegoCompileException e) {
        var problem = Problem.local(
                "policy-rejected",
                "The policy does not compile",
                e.errors().size() == 1 ? "1 error" : e.errors().size() + " errors");
        addTo(problem.members().putArray("errors"), e.errors());
        return new CommandFailed(ExitCode.USAGE, problem);
    }

    /** An evaluation that came to no end. */
    static CommandFailed failed(RegoEvaluationException e) {
        return new CommandFailed(
                ExitCode.REFUSED, Problem.local("policy-failed", "The evaluation failed", e.getMessage() + ""));
    }

    static void addTo(ArrayNode list, List<RegoError> errors) {
        for (var error : errors) {
            list.add(Json.object()
                    .put("file", error.file())
                    .put("line", error.line())
                    .put("column", error.column())
                    .put("code", error.code())
                    .put("message", error.message()));
        }
    }
}
