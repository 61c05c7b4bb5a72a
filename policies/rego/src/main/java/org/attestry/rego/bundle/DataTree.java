package org.attestry.rego.bundle;

import java.io.IOException;
import java.util.List;
import org.attestry.rego.builtin.BuiltinFailure;
import org.attestry.rego.builtin.Yaml;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.JsonException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** Data from several files, each below the path of its folder; what two of them give is refused. */
public final class DataTree {
    private RegoObject root = RegoObject.EMPTY;

    /** Whether a file of that name holds data. */
    public static boolean isData(String name) {
        return name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /**
     * Adds a file's object below the folders given, outermost first.
     *
     * @throws IOException where it is no object, or gives what is given already
     */
    public void add(String file, List<String> folders, byte[] content) throws IOException {
        RegoObject placed = read(file, content);
        for (var folder : folders.reversed()) placed = RegoObject.of(folder, placed);
        root = merged(root, placed, file);
    }

    /**
     * Adds an object at the root.
     *
     * @throws IOException where it gives what is given already
     */
    public void add(String source, RegoObject data) throws IOException {
        root = merged(root, data, source);
    }

    public RegoObject root() {
        return root;
    }

    private static RegoObject read(String file, byte[] content) throws IOException {
        try {
            var value = file.endsWith(".json") ? JsonReader.read(content) : Yaml.read(SourceText.of(file, content));
            if (value instanceof RegoObject object) return object;
        } catch (JsonException | BuiltinFailure e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        throw new IOException(file + ": data must be an object");
    }

    private static RegoObject merged(RegoObject under, RegoObject over, String file) throws IOException {
        var made = Building.copy(under, over.size());
        for (var key : over.keys()) {
            var mine = under.get(key);
            var theirs = over.get(key);
            if (theirs == null) continue;
            Building.put(made, key, mine == null ? theirs : joined(mine, theirs, key, file));
        }
        return made;
    }

    private static RegoValue joined(RegoValue mine, RegoValue theirs, RegoValue key, String file) throws IOException {
        if (mine instanceof RegoObject a && theirs instanceof RegoObject b) return merged(a, b, file);
        throw new IOException(file + ": " + (key instanceof RegoString s ? s.value() : key) + " is given twice");
    }
}
