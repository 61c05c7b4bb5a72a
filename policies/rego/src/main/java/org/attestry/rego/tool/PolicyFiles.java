package org.attestry.rego.tool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.RegoModule;
import org.attestry.rego.ast.Module;
import org.attestry.rego.builtin.BuiltinFailure;
import org.attestry.rego.builtin.Yaml;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.syntax.Parser;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.JsonException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/**
 * Policies and data as they lie in folders.
 *
 * <p>{@code *.rego} are modules. {@code data.json} and {@code data.yaml} hold the data of the folder they lie in, seen
 * from the path that was given; a JSON or YAML file that is given itself is data at the root.
 *
 * @param modules in the order of their paths
 */
public record PolicyFiles(List<RegoModule> modules, RegoObject data) {
    public PolicyFiles {
        modules = List.copyOf(modules);
    }

    /**
     * Loads files and folders.
     *
     * @throws IOException where a file cannot be read, is no UTF-8, or holds no JSON or YAML; data that overlap are refused
     */
    public static PolicyFiles load(List<Path> paths) throws IOException {
        var modules = new ArrayList<RegoModule>();
        var data = RegoObject.EMPTY;
        for (var path : paths) {
            List<Path> files;
            try (var walk = Files.walk(path)) {
                files = walk.filter(Files::isRegularFile).sorted().toList();
            }
            for (var file : files) {
                var name = file.getFileName().toString();
                if (name.endsWith(".rego")) {
                    modules.add(new RegoModule(file.toString(), text(file)));
                } else if (isData(name) && (file.equals(path) || name.startsWith("data."))) {
                    data = merged(data, placed(path, file, read(file)), file);
                }
            }
        }
        return new PolicyFiles(modules, data);
    }

    /**
     * The modules as syntax.
     *
     * @throws RegoCompileException where one is no Rego
     */
    List<Module> parsed() throws RegoCompileException {
        var parsed = new ArrayList<Module>();
        for (var source : modules) {
            parsed.add(Parser.module(source.file(), source.text(), source.version(), Limits.DEFAULT));
        }
        return parsed;
    }

    private static boolean isData(String name) {
        return name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /** The text of a file. */
    static String text(Path file) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8", e);
        }
    }

    private static RegoObject read(Path file) throws IOException {
        try {
            var value = file.toString().endsWith(".json")
                    ? JsonReader.read(Files.readAllBytes(file))
                    : Yaml.read(text(file));
            if (value instanceof RegoObject object) return object;
        } catch (JsonException | BuiltinFailure e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        throw new IOException(file + ": data must be an object");
    }

    private static RegoObject placed(Path root, Path file, RegoObject value) {
        var folder = root.equals(file) ? null : root.relativize(file).getParent();
        RegoObject placed = value;
        for (var step = folder; step != null; step = step.getParent())
            placed = RegoObject.of(step.getFileName().toString(), placed);
        return placed;
    }

    private static RegoObject merged(RegoObject under, RegoObject over, Path file) throws IOException {
        var made = Building.copy(under, over.size());
        for (var key : over.keys()) {
            var mine = under.get(key);
            var theirs = over.get(key);
            if (theirs == null) continue;
            Building.put(made, key, mine == null ? theirs : joined(mine, theirs, key, file));
        }
        return made;
    }

    private static RegoValue joined(RegoValue mine, RegoValue theirs, RegoValue key, Path file) throws IOException {
        if (mine instanceof RegoObject a && theirs instanceof RegoObject b) return merged(a, b, file);
        throw new IOException(file + ": " + (key instanceof RegoString s ? s.value() : key) + " is given twice");
    }
}
