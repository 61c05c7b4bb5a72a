package org.attestry.agent.secgear;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.attestry.agent.FakeService;
import org.attestry.agent.TestAgent;
import org.attestry.agent.ToyTee;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.attester.NoAttester;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays what secGear's clients sent to secGear's agent, as recorded, and compares what comes back.
 *
 * <p>Challenges, evidence and tokens of the recording stand for ours from the moment they first come out. Status and form must be those
 * of the recording; where the recording has an error text that no TEE or service is part of, the text must be too.
 */
@Tag("integration")
class TranscriptTest {
    private static final Set<String> PATHS = Set.of("/challenge", "/evidence", "/token");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Requests that we answer otherwise than the recording, each because theirs would weaken ours. */
    private enum Deviation {
        /** Other evidence for an attested challenge is verified, not answered from memory. */
        GARBAGE_FROM_MEMORY,
        /** A log that the evidence does not vouch for is not attached. */
        LOG_NOT_VOUCHED_FOR,
        /** Policies are bound at the service. */
        POLICY_OF_THE_CALLER,
        /** Evidence is of the recording's TEE, which this agent does not hold. */
        FOREIGN_EVIDENCE
    }

    @TestFactory
    Stream<DynamicTest> theRecordedConversationsGoOn(@TempDir Path folder) throws IOException {
        var recorded = Path.of(System.getProperty("attestry.shared", ""), "transcripts", "secgear");
        if (!Files.isDirectory(recorded)) {
            return Stream.of(DynamicTest.dynamicTest(
                    "no recordings", () -> Assumptions.abort("no recordings at transcripts/secgear")));
        }
        var files = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(recorded, "aa-*.json")) {
            all.forEach(files::add);
        }
        return files.stream()
                .sorted()
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> replay(file, folder)));
    }

    private static void replay(Path file, Path folder) throws IOException {
        var scenario = JSON.readTree(file.toFile());
        var tee = ToyTee.running("app");
        var name = scenario.path("name").textValue();
        Attester attester = name.contains("no-hardware") ? new NoAttester("unknown tee platform") : tee;
        var service = new FakeService(tee.endorsements(), Clock.systemUTC());
        try (var agent = TestAgent.over(service, attester, folder)) {
            if (name.equals("aa-service-down")) service.close();
            var conversation = new Conversation(agent);
            for (var exchange : scenario.path("exchanges")) {
                var path = exchange.at("/request/path").textValue();
                if (exchange.path("to").textValue().equals("AA")
                        && (PATHS.contains(path)
                                || exchange.at("/response/status").intValue() == 404)) {
                    conversation.next(exchange);
                }
            }
        } finally {
            service.close();
        }
    }

    private static final class Conversation {
        private final TestAgent agent;
        private final Map<String, String> ours = new HashMap<>();
        private final Set<String> attested = new TreeSet<>();

        Conversation(TestAgent agent) {
            this.agent = agent;
        }

        void next(JsonNode exchange) throws IOException {
            var request = exchange.path("request");
            var method = request.path("method").textValue();
            var path = request.path("path").textValue();
            var recorded = exchange.path("response");
            if (path.contains("active_token") || path.contains("current_token") || path.contains("resource")) return;
            var text = request.path("body_text").textValue();
            var response = agent.send(method, path, text.isEmpty() ? null : substituted(text), headers(request));
            var what = method + " " + path + " " + text.substring(0, Math.min(120, text.length()));
            var deviation = deviation(method, path, text, recorded);
            if (deviation.isEmpty()) compare(what, path, recorded, response);
            else assertThat(response.statusCode()).as("%s, %s", what, deviation).isEqualTo(500);
            if (response.statusCode() == 200 && recorded.path("status").intValue() == 200)
                learn(method, path, text, recorded, response);
        }

        private static Map<String, String> headers(JsonNode request) {
            var headers = new HashMap<String, String>();
            for (var header : request.path("headers")) {
                if (header.path(0).textValue().equalsIgnoreCase("content-type"))
                    headers.put("Content-Type", header.path(1).textValue());
            }
            return headers;
        }

        private String substituted(String text) throws IOException {
            if (!text.startsWith("{") || !text.endsWith("}")) return text;
            var json = (ObjectNode) JSON.readTree(text);
            for (var name : List.of("challenge", "evidence", "token")) {
                if (json.path(name).isTextual()) {
                    json.set(
                            name,
                            new TextNode(ours.getOrDefault(
                                    json.path(name).textValue(), json.path(name).textValue())));
                }
            }
            return json.toString();
        }

        private List<Deviation> deviation(String method, String path, String text, JsonNode recorded)
                throws IOException {
            if (recorded.path("status").intValue() != 200 || !text.startsWith("{")) return List.of();
            var json = JSON.readTree(text);
            var found = new ArrayList<Deviation>();
            if (json.path("ima").asBoolean()) found.add(Deviation.LOG_NOT_VOUCHED_FOR);
            if (!json.path("policy_id").isMissingNode()
                    && json.path("policy_id").size() > 0) found.add(Deviation.POLICY_OF_THE_CALLER);
            var evidence = json.path("evidence").asText();
            if (path.equals("/evidence") && method.equals("POST") && !ours.containsKey(evidence)) {
                found.add(
                        attested.contains(json.path("challenge").asText())
                                ? Deviation.GARBAGE_FROM_MEMORY
                                : Deviation.FOREIGN_EVIDENCE);
            }
            if (path.equals("/token")
                    && method.equals("POST")
                    && !ours.containsKey(json.path("token").asText())) found.add(Deviation.FOREIGN_EVIDENCE);
            return found;
        }

        private void learn(String method, String path, String text, JsonNode recorded, HttpResponse<String> response)
                throws IOException {
            if (method.equals("GET")) ours.put(recorded.path("body_text").textValue(), response.body());
            if (path.equals("/evidence") && method.equals("POST"))
                attested.add(JSON.readTree(text).path("challenge").asText());
        }

        /** What secGear's clients never ask for is a problem like any other. */
        private static boolean notTheirs(JsonNode recorded, String path) {
            return recorded.path("status").intValue() == 404 && !PATHS.contains(path);
        }

        private static void compare(String what, String path, JsonNode recorded, HttpResponse<String> response)
                throws IOException {
            var theirs = recorded.path("body_text").textValue();
            assertThat(response.statusCode())
                    .as("%s: %s", what, response.body())
                    .isEqualTo(recorded.path("status").intValue());
            if (notTheirs(recorded, path)) return;
            if (response.statusCode() == 200)
                assertThat(form(response.body())).as(what).isEqualTo(form(theirs));
            else if (ownText(theirs)) assertThat(response.body()).as(what).isEqualTo(theirs);
            else assertThat(variant(response.body())).as(what).isEqualTo(variant(theirs));
        }

        /** Texts that name neither the service's answer nor the machine's. */
        private static boolean ownText(String text) {
            return !text.contains("AS Response")
                    && !text.contains("error sending request")
                    && !text.contains("os error");
        }

        private static String variant(String text) {
            return text.lines().limit(2).toList().toString();
        }

        /** The names of an object's members, or that it is a token, or how long a challenge is. */
        private static String form(String body) throws IOException {
            if (body.startsWith("{")) {
                var names = new TreeSet<String>();
                JSON.readTree(body).fieldNames().forEachRemaining(names::add);
                return names.toString();
            }
            return body.matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+") ? "a token" : "text of " + body.length();
        }
    }
}
