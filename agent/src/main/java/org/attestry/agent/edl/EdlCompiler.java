package org.attestry.agent.edl;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.attestry.config.RegularFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads an EDL file and all that it imports, and checks the whole.
 *
 * <p>An imported file is looked for beside the file that imports it, then along the search path, then among the library
 * files that the compiler has itself. A compiler is used for one file and thrown away.
 */
public final class EdlCompiler {
    private static final int MAX_SIZE = 1 << 20;
    private static final int MAX_IMPORTS = 256;

    private final List<Path> searchPath;
    private final Map<Path, SourceFile> parsed = new HashMap<>();
    private final Deque<Path> open = new ArrayDeque<>();
    private final LinkedHashSet<String> includes = new LinkedHashSet<>();
    private final LinkedHashMap<Position, Definition> definitions = new LinkedHashMap<>();

    public EdlCompiler(List<Path> searchPath) {
        this.searchPath = List.copyOf(searchPath);
    }

    private record Functions(LinkedHashMap<Position, Function> trusted, LinkedHashMap<Position, Function> untrusted) {
        Functions() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    /** The interface of {@code file}; the first problem found ends the work. */
    public Interface compile(Path file) throws EdlException, IOException {
        var root = file.toAbsolutePath().normalize();
        var shown = file.toString();
        var source = parsed(root, shown, new Position(shown, 1, 1));
        var functions = gather(root, source);
        var name = file.getFileName().toString().replaceFirst("\\.edl$", "");
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new EdlException(source.at(), "`" + name + "' cannot start the names of C files and macros");
        }
        var result = new Interface(
                name,
                List.copyOf(includes),
                List.copyOf(definitions.values()),
                List.copyOf(functions.trusted().values()),
                List.copyOf(functions.untrusted().values()));
        new Checks(result).check(source.at());
        return result;
    }

    /** A file's functions, its own before those it imports; one that comes in on two ways is there once. */
    private Functions gather(Path path, SourceFile source) throws EdlException, IOException {
        open.push(path);
        includes.addAll(source.includes());
        var functions = new Functions();
        source.trusted().forEach(function -> functions.trusted().put(function.at(), function));
        source.untrusted().forEach(function -> functions.untrusted().put(function.at(), function));
        for (var importing : source.imports()) {
            var found = find(path, importing);
            if (open.contains(found)) {
                throw new EdlException(importing.at(), "`" + importing.file() + "' is imported by itself, in a circle");
            }
            var imported = gather(found, parsed(found, found.toString(), importing.at()));
            take(importing, imported, functions);
        }
        source.definitions().forEach(definition -> definitions.put(definition.at(), definition));
        var _ = open.pop();
        return functions;
    }

    private static void take(SourceFile.Import importing, Functions from, Functions to) throws EdlException {
        if (importing.names().isEmpty()) {
            from.trusted().forEach(to.trusted()::putIfAbsent);
            from.untrusted().forEach(to.untrusted()::putIfAbsent);
            return;
        }
        for (var wanted : importing.names()) {
            boolean trusted = copy(wanted.text(), from.trusted(), to.trusted());
            boolean untrusted = copy(wanted.text(), from.untrusted(), to.untrusted());
            if (!trusted && !untrusted) {
                throw new EdlException(
                        wanted.at(), "`" + importing.file() + "' has no function `" + wanted.text() + "'");
            }
        }
    }

    private static boolean copy(String name, Map<Position, Function> from, Map<Position, Function> to) {
        boolean there = false;
        for (var entry : from.entrySet()) {
            if (entry.getValue().name().equals(name)) {
                var _ = to.putIfAbsent(entry.getKey(), entry.getValue());
                there = true;
            }
        }
        return there;
    }

    private Path find(Path importer, SourceFile.Import importing) throws EdlException {
        var candidates = new ArrayList<Path>();
        candidates.add(importer.resolveSibling(importing.file()));
        searchPath.forEach(folder -> candidates.add(folder.resolve(importing.file())));
        for (var candidate : candidates) {
            if (Files.isRegularFile(candidate)) {
                return candidate.toAbsolutePath().normalize();
            }
        }
        if (importing.file().matches("[a-z_]+\\.edl") && builtIn(importing.file()) != null) {
            return Path.of("/built-in").resolve(importing.file());
        }
        throw new EdlException(importing.at(), "there is no file `" + importing.file() + "'");
    }

    private static @Nullable URL builtIn(String name) {
        return EdlCompiler.class.getResource(name);
    }

    private SourceFile parsed(Path path, String shown, Position importedAt) throws EdlException, IOException {
        var known = parsed.get(path);
        if (known != null) {
            return known;
        }
        if (parsed.size() >= MAX_IMPORTS) {
            throw new EdlException(importedAt, "more than " + MAX_IMPORTS + " files are imported");
        }
        var text = read(path, importedAt);
        var source = Parser.parse(shown, text);
        parsed.put(path, source);
        return source;
    }

    private static String read(Path path, Position importedAt) throws EdlException, IOException {
        byte[] bytes;
        try (InputStream in = open(path)) {
            bytes = in.readNBytes(MAX_SIZE + 1);
        }
        if (bytes.length > MAX_SIZE) {
            throw new EdlException(importedAt, "`" + path.getFileName() + "' is larger than 1 MiB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static InputStream open(Path path) throws IOException {
        var builtIn = path.startsWith("/built-in") ? builtIn(path.getFileName().toString()) : null;
        return builtIn == null ? RegularFile.open(path) : builtIn.openStream();
    }
}
