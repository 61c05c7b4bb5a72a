package org.attestry.rego.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.attestry.rego.syntax.RegoVersion;
import org.attestry.rego.value.JsonException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * {@code .manifest}: what a bundle says of itself.
 *
 * @param revision of its contents, as its maker counts; empty where there is none
 * @param roots the parts of {@code data} that it owns, such as {@code attestry/policy}; the empty root is all
 * @param version of the Rego of its modules
 * @param fileVersions the version of modules that have another, by their path
 * @param metadata whatever its maker adds
 */
public record Manifest(
        String revision,
        List<String> roots,
        RegoVersion version,
        Map<String, RegoVersion> fileVersions,
        RegoObject metadata) {
    /** Of a bundle without one. */
    static final Manifest NONE = new Manifest("", List.of(""), RegoVersion.V1, Map.of(), RegoObject.EMPTY);

    public Manifest {
        roots = List.copyOf(roots);
        fileVersions = Map.copyOf(fileVersions);
    }

    static Manifest read(byte[] json) throws BundleException {
        if (!(parsed(json) instanceof RegoObject object)) throw new BundleException(".manifest: no object");
        var metadata = object.get(RegoString.of("metadata"));
        return new Manifest(
                text(object.get(RegoString.of("revision"))),
                roots(object.get(RegoString.of("roots"))),
                version(object.get(RegoString.of("rego_version"))).orElse(RegoVersion.V1),
                fileVersions(object.get(RegoString.of("file_rego_versions"))),
                metadata instanceof RegoObject about ? about : RegoObject.EMPTY);
    }

    private static RegoValue parsed(byte[] json) throws BundleException {
        try {
            return JsonReader.read(json);
        } catch (JsonException e) {
            throw new BundleException(".manifest: " + e.getMessage(), e);
        }
    }

    private static String text(@Nullable RegoValue value) throws BundleException {
        if (value == null) return "";
        if (value instanceof RegoString text) return text.value();
        throw new BundleException(".manifest: revision must be a string");
    }

    private static List<String> roots(@Nullable RegoValue value) throws BundleException {
        if (value == null) return List.of("");
        if (!(value instanceof RegoArray array)) throw new BundleException(".manifest: roots must be an array");
        var roots = new ArrayList<String>();
        for (var item : array.asList()) {
            if (!(item instanceof RegoString root)) throw new BundleException(".manifest: a root must be a string");
            roots.add(root.value().replaceAll("^/+|/+$", ""));
        }
        for (int i = 0; i < roots.size(); i++)
            for (int j = 0; j < roots.size(); j++)
                if (i != j && isBelow(roots.get(i), roots.get(j)))
                    throw new BundleException(".manifest: roots overlap: " + roots.get(i) + ", " + roots.get(j));
        return roots;
    }

    private static Map<String, RegoVersion> fileVersions(@Nullable RegoValue value) throws BundleException {
        var versions = new LinkedHashMap<String, RegoVersion>();
        if (!(value instanceof RegoObject object)) return versions;
        for (var key : object.keys()) {
            if (!(key instanceof RegoString path)) throw new BundleException(".manifest: a path must be a string");
            version(object.get(key))
                    .ifPresent(version -> versions.put(path.value().replaceFirst("^/+", ""), version));
        }
        return versions;
    }

    private static Optional<RegoVersion> version(@Nullable RegoValue value) throws BundleException {
        if (value == null) return Optional.empty();
        return switch (value.toString()) {
            case "0" -> Optional.of(RegoVersion.V0);
            case "1" -> Optional.of(RegoVersion.V1);
            default -> throw new BundleException(".manifest: no version of Rego: " + value);
        };
    }

    /** The version of the module at a path; the patterns of the manifest are paths with {@code *}. */
    RegoVersion versionOf(String path) {
        for (var entry : fileVersions.entrySet()) if (matches(entry.getKey(), path)) return entry.getValue();
        return version;
    }

    private static boolean matches(String pattern, String path) {
        var regex = new StringBuilder();
        for (var part : pattern.splitWithDelimiters("\\*+", -1))
            regex.append(
                    switch (part) {
                        case "*" -> "[^/]*";
                        case "**" -> ".*";
                        default -> Pattern.quote(part);
                    });
        return path.matches(regex.toString());
    }

    /** Whether a path below {@code data} belongs to the bundle. */
    boolean owns(String path) {
        return roots.stream().anyMatch(root -> isBelow(path, root));
    }

    private static boolean isBelow(String path, String root) {
        return root.isEmpty() || path.equals(root) || path.startsWith(root + "/");
    }
}
