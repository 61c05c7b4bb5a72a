package org.attestry.agent.edl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is generated from an EDL file, and where to. */
public sealed interface EdlOutput {
    /**
     * C for one side or both.
     *
     * @param folders where each wanted side goes
     * @param headersOnly leaves the stubs out
     */
    record C(Map<CGenerator.Side, Path> folders, boolean headersOnly) implements EdlOutput {
        public C {
            folders = Map.copyOf(folders);
        }

        /** All of these sides into one folder. */
        public static C into(Path folder, Set<CGenerator.Side> sides) {
            var folders = new EnumMap<CGenerator.Side, Path>(CGenerator.Side.class);
            for (var side : EnumSet.copyOf(sides)) folders.put(side, folder);
            return new C(folders, false);
        }
    }

    /** A Java class of proxies in package {@code name}, the unnamed one if it is empty. */
    record Java(Path folder, String name) implements EdlOutput {}

    /**
     * Compiles {@code file} and writes what is wanted of it.
     *
     * @param searchPath where imports are looked for after the file's own folder
     * @throws EdlException with file, line and column if it is no good EDL; nothing is written then
     * @throws IOException if a file cannot be read or written
     */
    default void write(Path file, List<Path> searchPath) throws EdlException, IOException {
        var compiled = new EdlCompiler(searchPath).compile(file);
        switch (this) {
            case Java(var folder, var name) -> write(folder, JavaGenerator.generate(compiled, name));
            case C(var folders, var headersOnly) -> {
                for (var side : folders.entrySet()) {
                    write(side.getValue(), CGenerator.generate(compiled, side.getKey(), headersOnly));
                }
            }
        }
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        var _ = Files.createDirectories(folder);
        for (var each : files.entrySet()) {
            var _ = Files.writeString(folder.resolve(each.getKey()), each.getValue());
        }
    }
}
