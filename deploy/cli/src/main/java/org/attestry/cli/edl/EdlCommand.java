package org.attestry.cli.edl;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.attestry.agent.edl.CGenerator.Side;
import org.attestry.agent.edl.EdlException;
import org.attestry.agent.edl.EdlOutput;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edl}: stubs in C or proxies in Java for the functions on both sides of an enclave's border. */
@Command(
        name = "edl",
        description = {
            "Generate the code of an EDL file: stubs in C for host and enclave, or proxies in Java.",
            "The options of secGear's own generator are taken too, so that builds written for it run as they are."
        })
public final class EdlCommand implements Callable<Integer> {
    /** What is generated. */
    enum Language {
        c,
        java
    }

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The EDL file.")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", description = "Where to write (default: the working folder).")
    private Path out = Path.of(".");

    @Option(names = "--lang", paramLabel = "LANG", description = "c or java (default: c).")
    private Language language = Language.c;

    @Option(names = "--package", paramLabel = "NAME", description = "The package of the Java class.")
    private String javaPackage = "";

    @Option(names = "--search-path", paramLabel = "DIR:DIR", description = "Where imports are looked for.")
    private List<String> searchPath = List.of();

    @Option(names = "--trusted", description = "The enclave's side only.")
    private boolean trusted;

    @Option(names = "--untrusted", description = "The host's side only.")
    private boolean untrusted;

    @Option(names = "--trusted-dir", paramLabel = "DIR", description = "Where the enclave's side goes.")
    private @Nullable Path trustedFolder;

    @Option(names = "--untrusted-dir", paramLabel = "DIR", description = "Where the host's side goes.")
    private @Nullable Path untrustedFolder;

    @Option(names = "--header-only", description = "Headers without stubs.")
    private boolean headersOnly;

    @Option(
            names = {"--trustzone", "--sgx", "--penglai", "--use-prefix"},
            description = "Taken and of no effect: the code is the same for all.")
    @SuppressWarnings("UnusedVariable") // only taken
    private List<Boolean> kinds = new ArrayList<>();

    public EdlCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            output().write(file, folders());
            console.out().println("Generated the code of " + file.getFileName() + ".");
            return ExitCode.YES.number();
        } catch (EdlException e) {
            throw new CommandFailed(
                    ExitCode.REFUSED, Problem.local("edl", "The EDL file cannot be compiled", e.getMessage() + ""));
        } catch (IOException e) {
            throw CommandFailed.unusable(file, e);
        }
    }

    private EdlOutput output() {
        return switch (language) {
            case java -> new EdlOutput.Java(out, javaPackage);
            case c -> {
                var folders = new EnumMap<Side, Path>(Side.class);
                if (trusted || !untrusted) folders.put(Side.ENCLAVE, trustedFolder == null ? out : trustedFolder);
                if (untrusted || !trusted) folders.put(Side.HOST, untrustedFolder == null ? out : untrustedFolder);
                yield new EdlOutput.C(folders, headersOnly);
            }
        };
    }

    private List<Path> folders() {
        return searchPath.stream()
                .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
                .map(Path::of)
                .toList();
    }
}
