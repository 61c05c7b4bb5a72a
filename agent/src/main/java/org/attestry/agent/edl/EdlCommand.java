package org.attestry.agent.edl;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The compiler's command line: {@code FILE --out DIR [--lang c|java]}, and the options that build files written for
 * secGear's own generator use.
 */
public final class EdlCommand {
    private static final String USAGE = """
            usage: edl FILE [--out DIR] [--lang c|java] [--package NAME] [--search-path DIR:DIR] [--header-only]
                        [--trusted] [--untrusted] [--trusted-dir DIR] [--untrusted-dir DIR]
              Without --trusted or --untrusted both sides are generated.
              --trustzone, --sgx, --penglai and --use-prefix are accepted; the output is the same.
            """;

    private final PrintStream out;
    private final PrintStream err;

    private Path file = Path.of("");
    private final List<Path> searchPath = new ArrayList<>();
    private final EnumSet<CGenerator.Side> sides = EnumSet.noneOf(CGenerator.Side.class);
    private final Map<CGenerator.Side, Path> folders = new EnumMap<>(CGenerator.Side.class);
    private Path folder = Path.of(".");
    private boolean headersOnly;
    private String language = "c";
    private String javaPackage = "";

    public EdlCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(new EdlCommand(System.out, System.err).run(List.of(arguments)));
    }

    /** Exit status: 0, 1 for a bad EDL file or a file that cannot be read or written, 2 for bad arguments. */
    public int run(List<String> arguments) {
        try {
            parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println("error: " + e.getMessage());
            err.print(USAGE);
            return 2;
        }
        try {
            generate();
            out.println("Generated the code of " + file.getFileName() + ".");
            return 0;
        } catch (EdlException e) {
            err.println("error: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            err.println("error: " + e);
            return 1;
        }
    }

    private void parse(List<String> arguments) {
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            var argument = rest.next();
            switch (argument) {
                case "--out" -> folder = Path.of(value(argument, rest));
                case "--lang" -> language = value(argument, rest);
                case "--package" -> javaPackage = value(argument, rest);
                case "--search-path" -> {
                    for (var each : value(argument, rest).split(":", -1)) {
                        searchPath.add(Path.of(each));
                    }
                }
                case "--trusted" -> sides.add(CGenerator.Side.ENCLAVE);
                case "--untrusted" -> sides.add(CGenerator.Side.HOST);
                case "--trusted-dir" -> folders.put(CGenerator.Side.ENCLAVE, Path.of(value(argument, rest)));
                case "--untrusted-dir" -> folders.put(CGenerator.Side.HOST, Path.of(value(argument, rest)));
                case "--header-only" -> headersOnly = true;
                case "--trustzone", "--sgx", "--penglai", "--use-prefix" -> {}
                default -> file(argument);
            }
        }
        require(!file.toString().isEmpty(), "no EDL file is given");
        require(language.equals("c") || language.equals("java"), "the language is c or java");
    }

    private void file(String argument) {
        require(!argument.startsWith("-"), "unknown option " + argument);
        require(file.toString().isEmpty(), "more than one EDL file is given");
        file = Path.of(argument);
    }

    private static String value(String option, Iterator<String> rest) {
        require(rest.hasNext(), option + " needs a value");
        return rest.next();
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    private void generate() throws EdlException, IOException {
        var compiled = new EdlCompiler(searchPath).compile(file);
        if (language.equals("java")) {
            write(folder, JavaGenerator.generate(compiled, javaPackage));
            return;
        }
        for (var side : sides.isEmpty() ? EnumSet.allOf(CGenerator.Side.class) : sides) {
            write(folders.getOrDefault(side, folder), CGenerator.generate(compiled, side, headersOnly));
        }
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        var _ = Files.createDirectories(folder);
        for (var each : files.entrySet()) {
            var _ = Files.writeString(folder.resolve(each.getKey()), each.getValue());
        }
    }
}
