package org.attestry.rego.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.syntax.Parser;
import org.attestry.rego.syntax.RegoVersion;
import org.attestry.rego.syntax.SourceFormatter;

/** {@code policy fmt}: says how modules should be written. */
public final class PolicyFmt {
    private PolicyFmt() {}

    /**
     * What became of one file.
     *
     * @param file the file
     * @param formatted its text as it should be; empty where it is so already
     * @param errors why it is no Rego, and so is left alone
     */
    public record Outcome(Path file, Optional<String> formatted, List<RegoError> errors) {
        public Outcome {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Formats all {@code *.rego} files below {@code paths}; nothing is written.
     *
     * @throws IOException where a file or folder cannot be read
     */
    public static List<Outcome> run(List<Path> paths) throws IOException {
        var outcomes = new ArrayList<Outcome>();
        for (var path : paths) {
            for (var file : PolicyFiles.below(path)) {
                if (file.toString().endsWith(".rego")) outcomes.add(outcome(file));
            }
        }
        return outcomes;
    }

    /** Layout knows tokens alone, and would be content with what is no module; one of either version of Rego will do. */
    private static void parse(Path file, String source) throws RegoCompileException {
        try {
            var _ = Parser.module(file.toString(), source, RegoVersion.V1, Limits.DEFAULT);
        } catch (RegoCompileException e) {
            if (!isOlder(file, source)) throw e;
        }
    }

    private static boolean isOlder(Path file, String source) {
        try {
            var _ = Parser.module(file.toString(), source, RegoVersion.V0, Limits.DEFAULT);
            return true;
        } catch (RegoCompileException e) {
            return false;
        }
    }

    private static Outcome outcome(Path file) throws IOException {
        var source = PolicyFiles.text(file);
        try {
            parse(file, source);
            var formatted = SourceFormatter.format(file.toString(), source);
            return new Outcome(file, Optional.of(formatted).filter(text -> !text.equals(source)), List.of());
        } catch (RegoCompileException e) {
            return new Outcome(file, Optional.empty(), e.errors());
        }
    }
}
