package org.attestry.rego.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Term;
import org.attestry.rego.bundle.DataTree;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** JSON Schemas as they lie in files, under the names by which annotations ask for them, as OPA's {@code --schema} has it. */
public final class SchemaFiles {
    private static final String ROOT = "schema";
    private static final Loc NOWHERE = new Loc("", 0, 0);

    private SchemaFiles() {}

    /**
     * The schema in a file, named {@code schema}, which is that of every input; or all JSON and YAML files of a folder, each under its
     * path without the ending: {@code schema.input}, {@code schema.acl["by-name"]}.
     *
     * @throws IOException where a file or folder cannot be read or a file is no object, or where two have one name
     */
    public static Map<String, RegoValue> load(Path path) throws IOException {
        if (!Files.isDirectory(path)) return Map.of(ROOT, schema(path));
        var byName = new TreeMap<String, RegoValue>();
        for (var file : PolicyFiles.below(path)) {
            if (!DataTree.isData(file.toString())) continue;
            var name = name(path.relativize(file));
            if (byName.putIfAbsent(name, schema(file)) != null) {
                throw new IOException(file + ": another file is " + name + " already");
            }
        }
        return byName;
    }

    private static RegoValue schema(Path file) throws IOException {
        var tree = new DataTree();
        tree.add(file.toString(), List.of(), Files.readAllBytes(file));
        return tree.root();
    }

    /** The reference that an annotation would write. */
    private static String name(Path file) {
        var steps = new ArrayList<Term>();
        for (var part : file) {
            var step = part.toString();
            if (steps.size() == file.getNameCount() - 1) step = step.substring(0, step.lastIndexOf('.'));
            steps.add(new Term.Scalar(RegoString.of(step), NOWHERE));
        }
        return new Term.Ref(new Term.Var(ROOT, NOWHERE), steps, NOWHERE).toString();
    }
}
