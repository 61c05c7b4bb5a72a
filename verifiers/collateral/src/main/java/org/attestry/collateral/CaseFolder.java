package org.attestry.collateral;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Verifiers;

/**
 * A recorded case: everything that goes into a verification, and nothing of what should come out. The folder's name is not in it
 * either, since names of cases tell.
 *
 * @param tee the family, as {@code tee} says
 * @param evidence format ({@code kind}), body, and all other files: what an attester sends along, other forms of the evidence, and data that
 *     nothing vouches for ({@link Verifiers#lookedAt})
 * @param expected what the evidence has to be bound to
 * @param endorsements the files that the relying party holds
 * @param verifyAt when everything has to be valid; absent where the case has nothing that depends on it
 */
public record CaseFolder(
        String tee, Evidence evidence, Expected expected, Endorsements endorsements, Optional<Instant> verifyAt) {
    /** Octets of a file. */
    public static final int LONGEST_FILE = 64 << 20;

    private static final String EVIDENCE = "evidence";
    private static final List<String> BINDINGS =
            List.of("expected_report_data", "expected_nonce", "expected_challenge");

    /**
     * Reads {@code case.json} in {@code folder} and the files that it names.
     *
     * @throws CollateralException if something is missing, malformed, or asked for that cannot be done
     */
    public static CaseFolder read(Path folder) {
        var json = CaseFile.read(folder);
        var attachments = new HashMap<String, Bytes>();
        var held = new TreeMap<String, Bytes>();
        for (var file : json.path("files").properties()) {
            var content = BoundedFiles.read(inside(folder, file.getValue()), LONGEST_FILE);
            (FileRoles.HELD.contains(file.getKey()) ? held : attachments).put(file.getKey(), content);
        }
        var body = attachments.remove(EVIDENCE);
        if (body == null) throw new CollateralException(folder, "names no file as evidence");
        return new CaseFolder(
                text(folder, json, "tee"),
                new Evidence(text(folder, json, "kind"), body, attachments),
                binding(folder, json.path("inputs")),
                Endorsements.of(held),
                verifyAt(folder, json.path("verify_at")));
    }

    /**
     * Every folder below {@code top}, itself included, that holds a case, in order of path.
     *
     * @throws CollateralException if {@code top} cannot be walked
     */
    public static List<Path> below(Path top) {
        try (var files = Files.walk(top)) {
            return files.filter(file -> file.endsWith(CaseFile.NAME) && Files.isRegularFile(file))
                    .map(file -> Optional.ofNullable(file.getParent()).orElse(top))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new CollateralException(top, "cannot be read", e);
        }
    }

    private static Path inside(Path folder, JsonNode name) {
        var file = folder.resolve(name.asText());
        if (!name.isTextual() || !folder.equals(file.getParent())) {
            throw new CollateralException(folder, "names a file outside of the folder");
        }
        return file;
    }

    private static String text(Path folder, JsonNode json, String key) {
        var value = json.path(key);
        if (!value.isTextual()) throw new CollateralException(folder, CaseFile.NAME + " has no text " + key);
        return value.asText();
    }

    /** One binding at most; an input that we would pass over must not be passed over. */
    private static Expected binding(Path folder, JsonNode inputs) {
        for (var input : inputs.properties()) {
            if (!BINDINGS.contains(input.getKey()) || inputs.size() > 1) {
                throw new CollateralException(folder, "inputs that are not supported: " + names(inputs));
            }
            return new Expected.Bound(octets(folder, input.getValue()));
        }
        return new Expected.Unchallenged();
    }

    private static Set<String> names(JsonNode inputs) {
        var names = new TreeMap<String, JsonNode>();
        inputs.properties().forEach(input -> names.put(input.getKey(), input.getValue()));
        return names.keySet();
    }

    private static Bytes octets(Path folder, JsonNode hex) {
        try {
            return Bytes.fromHex(hex.asText());
        } catch (IllegalArgumentException e) {
            throw new CollateralException(folder, "an input is not hexadecimal", e);
        }
    }

    private static Optional<Instant> verifyAt(Path folder, JsonNode value) {
        try {
            return value.isTextual() ? Optional.of(Instant.parse(value.asText())) : Optional.empty();
        } catch (DateTimeException e) {
            throw new CollateralException(folder, "verify_at is not RFC 3339", e);
        }
    }
}
