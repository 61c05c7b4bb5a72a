package org.attestry.demo.enclave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.attestry.bytes.Bytes;
import org.attestry.cli.output.Json;
import org.attestry.cli.serve.Starting;
import org.attestry.demo.Playground;

/**
 * Attests an enclave's image through an agent and a service of its own: the simulated TEE reports the image's SHA-384 as its launch
 * measurement, and the baseline wants that measurement and no other.
 */
final class EnclaveAttestation {
    private EnclaveAttestation() {}

    /** Data below {@code folder}; gives the token. */
    static String run(Path folder, Path image, BiConsumer<String, List<String>> told) {
        var measurement = measured(image);
        try (var ground = Starting.orRefuse(
                () -> Playground.start(folder.resolve("data"), "127.0.0.1:0", "127.0.0.1:0", measurement))) {
            ground.expect(measurement);
            var challenge = ground.asAgent().post(Json.object().put("node", Playground.NODE), "v1", "challenges");
            var nonce = challenge.path("nonce").asText();
            var evidence = ground.agent().post(Json.object().put("nonce", nonce), "v1", "evidence");
            var body = Json.object()
                    .put("node", Playground.NODE)
                    .put("nonce", nonce)
                    .put("format", evidence.path("format").asText())
                    .put("audience", "enclave-demo");
            body.set("evidence", evidence.path("evidence"));
            body.set("attachments", evidence.path("attachments"));
            var answer = ground.asAgent().post(body, "v1", "evidence");
            told.accept(
                    "Attest: agent and service agree on what runs",
                    List.of(
                            "image    " + measurement.hex(),
                            "status   " + answer.path("status").asText() + " (the TEE is simulated, its vendor fake)",
                            "record   " + answer.path("record").asText()));
            if (!answer.path("status").asText().equals("affirming")) {
                throw new IllegalStateException("the enclave is not affirmed");
            }
            return answer.path("token").asText();
        }
    }

    private static Bytes measured(Path image) {
        try {
            return Bytes.copyOf(Files.readAllBytes(image)).sha384();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
