package org.attestry.rego.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.syntax.SourceFormatter;

/** {@code policy fmt}: formats modules in place, or says which ones it would change. */
public final class PolicyFmt {
    private PolicyFmt() {}

    /**
     * Formats all {@code *.rego} files below the paths and prints the names of those that differ.
     *
     * @param write whether to change the files
     * @return how many files differed; a file that cannot be read as Rego counts and is left alone
     * @throws IOException where a file cannot be read or written
     */
    public static int run(List<Path> paths, boolean write, PrintStream out, PrintStream err) throws IOException {
        int differing = 0;
        for (var path : paths) {
            List<Path> files;
            try (var walk = Files.walk(path)) {
                files = walk.filter(file -> file.toString().endsWith(".rego"))
                        .sorted()
                        .toList();
            }
            for (var file : files) if (differs(file, write, out, err)) differing++;
        }
        return differing;
    }

    private static boolean differs(Path file, boolean write, PrintStream out, PrintStream err) throws IOException {
        var source = Files.readString(file, StandardCharsets.UTF_8);
        try {
            var formatted = SourceFormatter.format(file.toString(), source);
            if (formatted.equals(source)) return false;
            out.println(file);
            if (write) Files.writeString(file, formatted, StandardCharsets.UTF_8);
        } catch (RegoCompileException e) {
            err.println(e.getMessage());
        }
        return true;
    }
}
