package org.attestry.verifier.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Roles;
import org.junit.jupiter.api.Assumptions;

/** A folder of recorded evidence: what goes into a verifier, and beside it what has to come out. */
public record VectorCase(
        String name, Evidence evidence, Expected expected, Endorsements endorsements, Instant at, JsonNode outcome) {
    private static final Set<String> HELD =
            Set.of(Roles.TRUST_ROOT, Roles.INTERMEDIATE, Roles.ENDORSEMENT_KEY_CERT, Roles.CRL);

    /** Whether recorded evidence of {@code tee} is there. */
    public static boolean present(String tee) {
        return Files.isDirectory(folder(tee));
    }

    private static Path folder(String tee) {
        return Path.of(System.getProperty("attestry.shared", "../shared"), "vectors", tee);
    }

    /** All cases of {@code tee}; aborts the test with a line that says so where the folder is absent. */
    public static Stream<VectorCase> all(String tee) {
        var folder = folder(tee);
        if (!Files.isDirectory(folder)) Assumptions.abort("no recorded evidence: " + folder + " is not there");
        try (var cases = Files.list(folder)) {
            return cases.filter(Files::isDirectory).sorted().map(VectorCase::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The case with this name. */
    public static VectorCase named(String tee, String name) {
        return all(tee).filter(vector -> vector.name.equals(name)).findFirst().orElseThrow();
    }

    /** The verdicts that are right. */
    public List<String> verdicts() {
        var verdicts = new ArrayList<>(List.of(outcome.get("verdict").asText()));
        outcome.path("also_acceptable").forEach(verdict -> verdicts.add(verdict.asText()));
        return verdicts;
    }

    private static VectorCase read(Path folder) {
        try {
            var json = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
            var attachments = new HashMap<String, Bytes>();
            var held = new TreeMap<String, Bytes>();
            for (var file : json.get("files").properties()) {
                var bytes = Bytes.copyOf(
                        Files.readAllBytes(folder.resolve(file.getValue().asText())));
                (HELD.contains(file.getKey()) ? held : attachments).put(file.getKey(), bytes);
            }
            var body = attachments.remove("evidence");
            if (body == null) throw new IllegalStateException(folder + " has no evidence");
            var data = json.path("inputs").path("expected_report_data");
            var at = json.path("verify_at");
            return new VectorCase(
                    folder.getFileName() + "",
                    new Evidence(json.get("kind").asText(), body, attachments),
                    data.isTextual() ? new Expected.Bound(Bytes.fromHex(data.asText())) : new Expected.Unchallenged(),
                    Endorsements.of(held),
                    at.isTextual() ? Instant.parse(at.asText()) : Instant.EPOCH,
                    json.get("expected"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
