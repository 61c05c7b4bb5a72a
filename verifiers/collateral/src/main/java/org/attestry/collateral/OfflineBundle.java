package org.attestry.collateral;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;

/**
 * Reads a folder of trust anchors and vendor material, such as somebody carried to a machine without network, into {@link
 * Endorsements}. Files are taken as they are, DER or PEM; verifiers read them.
 *
 * <p>Either {@code index.json} says what each file is, {@code {"trust_root": ["ark-milan.pem", "ark-genoa.pem"], "crl": "crl.der"}},
 * and then no other file may lie beside it; or a file's name does: its role, then anything after the first dot or dash, as in {@code
 * trust_root.milan.pem} or {@code intermediate-genoa.der}. A file that has no role stops the reading: it may be the revocation list
 * that somebody thinks is in force.
 */
public final class OfflineBundle {
    /** The file that names the others. */
    public static final String INDEX = "index.json";
    /** Octets of a file. */
    public static final int LONGEST_FILE = 8 << 20;
    /** Files of a bundle. */
    public static final int MOST_FILES = 10_000;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .configure(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION, false)
            .build();

    private OfflineBundle() {}

    /** Whether an item can be read as one of a role. */
    @FunctionalInterface
    public interface Reading {
        /** Whether {@code item} can be read. */
        boolean reads(String role, Bytes item);
    }

    /** As the other, whatever is in the files. */
    public static Endorsements read(Path folder) {
        return read(folder, (_, _) -> true);
    }

    /**
     * The endorsements in {@code folder}; within a role in order of the index, or of file names.
     *
     * @throws CollateralException if the folder or a file cannot be read, is too large, has no role, or is nothing that {@code reading} reads
     */
    public static Endorsements read(Path folder, Reading reading) {
        var names = names(folder);
        if (names.isEmpty()) throw new CollateralException(folder, "holds no files");
        var roles = names.remove(INDEX) ? indexed(folder, names) : named(folder, names);
        var byRole = new TreeMap<String, List<Bytes>>();
        roles.forEach((role, files) -> byRole.put(
                role,
                files.stream()
                        .map(file -> item(folder.resolve(file), role, reading))
                        .toList()));
        return new Endorsements(byRole);
    }

    private static Bytes item(Path file, String role, Reading reading) {
        var item = BoundedFiles.read(file, LONGEST_FILE);
        if (!reading.reads(role, item)) throw new CollateralException(file, "cannot be read as " + role);
        return item;
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) throw new CollateralException(folder, "no such folder");
        try (var files = Files.list(folder)) {
            var names = new ArrayList<>(files.limit(MOST_FILES + 1L)
                    .map(file -> file.getFileName() + "")
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList());
            if (names.size() > MOST_FILES)
                throw new CollateralException(folder, "holds more than " + MOST_FILES + " files");
            return names;
        } catch (IOException e) {
            throw new CollateralException(folder, "cannot be read", e);
        }
    }

    private static Map<String, List<String>> named(Path folder, List<String> names) {
        var roles = new TreeMap<String, List<String>>();
        for (var name : names) {
            var role = FileRoles.ofFileName(name)
                    .orElseThrow(() -> new CollateralException(
                            folder.resolve(name),
                            "its name begins with no role; known are " + String.join(", ", FileRoles.HELD)));
            roles.computeIfAbsent(role, _ -> new ArrayList<>()).add(name);
        }
        return roles;
    }

    private static Map<String, List<String>> indexed(Path folder, List<String> names) {
        var index = folder.resolve(INDEX);
        var unnamed = new ArrayList<>(names);
        var roles = new TreeMap<String, List<String>>();
        for (var entry : object(index).properties()) {
            var files = files(index, entry.getKey(), entry.getValue());
            roles.put(entry.getKey(), files);
            for (var file : files) {
                if (!names.contains(file))
                    throw new CollateralException(index, "names " + file + ", which is not in the folder");
                unnamed.remove(file);
            }
        }
        if (!unnamed.isEmpty()) throw new CollateralException(folder.resolve(unnamed.getFirst()), "is not in " + INDEX);
        return roles;
    }

    private static JsonNode object(Path index) {
        try {
            var tree = JSON.readTree(BoundedFiles.read(index, LONGEST_FILE).toArray());
            if (!tree.isObject()) throw new CollateralException(index, "is not a JSON object of role to file names");
            return tree;
        } catch (IOException e) {
            throw new CollateralException(index, "is not JSON", e);
        }
    }

    private static List<String> files(Path index, String role, JsonNode value) {
        if (!FileRoles.HELD.contains(role)) {
            throw new CollateralException(
                    index, "unknown role " + role + "; known are " + String.join(", ", FileRoles.HELD));
        }
        var files = new ArrayList<String>();
        for (var item : value.isArray() ? value : JSON.createArrayNode().add(value)) {
            if (!item.isTextual()) throw new CollateralException(index, "the files of " + role + " are not texts");
            files.add(item.asText());
        }
        return files;
    }
}
