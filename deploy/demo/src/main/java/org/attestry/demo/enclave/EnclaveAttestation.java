package org.attestry.demo.enclave;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.attestry.agent.enclave.Attested;
import org.attestry.agent.enclave.CallableEnclave;
import org.attestry.agent.enclave.EnclaveAttestor;
import org.attestry.bytes.Bytes;
import org.attestry.cli.output.Json;
import org.attestry.cli.serve.Starting;
import org.attestry.demo.Playground;

/**
 * Attests an enclave's image through an agent and a service of its own: the simulated TEE reports the image's SHA-384 as its launch
 * measurement, and the baseline wants that measurement and no other.
 */
final class EnclaveAttestation implements EnclaveAttestor.Method, AutoCloseable {
    private final Playground ground;

    private EnclaveAttestation(Playground ground) {
        this.ground = ground;
    }

    /** Starts agent and service; data below {@code folder}. */
    static EnclaveAttestation start(Path folder, Path image) {
        var measurement = measured(image);
        var ground = Starting.orRefuse(
                () -> Playground.start(folder.resolve("data"), "127.0.0.1:0", "127.0.0.1:0", measurement), Map.of());
        ground.expect(measurement);
        return new EnclaveAttestation(ground);
    }

    static Bytes measured(Path image) {
        try {
            return Bytes.copyOf(Files.readAllBytes(image)).sha384();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Attested attest(CallableEnclave enclave) {
        var challenge = ground.asAgent().post(Json.object().put("node", Playground.NODE), "v1", "challenges");
        var nonce = challenge.path("nonce").asText();
        var evidence = ground.agent().post(Json.object().put("nonce", nonce), "v1", "evidence");
        var answer = ground.asAgent().post(submission(nonce, evidence), "v1", "evidence");
        if (!answer.path("status").asText().equals("affirming")) {
            throw new IllegalStateException(
                    "the enclave is not affirmed: " + answer.path("record").asText());
        }
        return new Attested(
                Bytes.utf8(answer.path("token").asText()),
                Instant.parse(answer.path("token_expires_at").asText()));
    }

    private static JsonNode submission(String nonce, JsonNode evidence) {
        var body = Json.object()
                .put("node", Playground.NODE)
                .put("nonce", nonce)
                .put("format", evidence.path("format").asText())
                .put("audience", "enclave-demo");
        body.set("evidence", evidence.path("evidence"));
        body.set("attachments", evidence.path("attachments"));
        return body;
    }

    @Override
    public void close() {
        ground.close();
    }
}
