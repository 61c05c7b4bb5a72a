package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.OpenApiRoutes;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Walks the endpoint table: every row is described, and opens to whom it says and to nobody else. */
@Tag("integration")
final class EndpointTableTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start(data);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static JsonNode document() throws IOException {
        return new ObjectMapper().readTree(OpenApiRoutes.document());
    }

    @Test
    void theOpenApiDocumentDescribesExactlyTheTable() throws IOException {
        var described = new TreeSet<String>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " "
                                        + method.getValue().path("operationId").asText() + " "
                                        + method.getValue().path("x-role").asText())));
        var served = new TreeSet<String>();
        node.endpoints()
                .forEach(row -> served.add(row.method() + " " + row.path() + " " + row.operation() + " "
                        + row.role().name().toLowerCase(Locale.ROOT)));
        assertThat(described).isEqualTo(served);
    }

    @Test
    void operationsHaveNamesOfTheirOwn() {
        assertThat(node.endpoints().stream().map(Endpoint::operation)).doesNotHaveDuplicates();
    }

    private record Credential(String name, String header, Role covers) {}

    private static List<Credential> credentials() {
        return List.of(
                new Credential("no key", "", Role.PUBLIC),
                new Credential("an unknown key", "Bearer " + "A".repeat(43), Role.PUBLIC),
                new Credential("another scheme", "Basic YTpi", Role.PUBLIC),
                new Credential("an empty key", "Bearer ", Role.PUBLIC),
                new Credential("an agent key", "Bearer " + node.key("default", Role.AGENT), Role.AGENT),
                new Credential("another tenant's agent key", "Bearer " + node.key("other", Role.AGENT), Role.AGENT),
                new Credential("an admin key", "Bearer " + node.key("default", Role.ADMIN), Role.ADMIN));
    }

    @TestFactory
    Stream<DynamicTest> everyRowOpensToWhomItSaysAndToNobodyElse() {
        var tests = new ArrayList<DynamicTest>();
        for (var row : node.endpoints()) {
            for (var credential : credentials()) {
                tests.add(DynamicTest.dynamicTest(
                        row.method() + " " + row.path() + " with " + credential.name(), () -> check(row, credential)));
            }
        }
        return tests.stream();
    }

    private static void check(Endpoint row, Credential credential) {
        var path = row.path().replaceAll("\\{[a-z]+}", "1");
        var request = HttpRequest.newBuilder(URI.create(node.url() + path))
                .header("Content-Type", "application/json")
                .method(
                        row.method(),
                        HttpRequest.BodyPublishers.ofString(row.method().equals("POST") ? "{}" : ""));
        if (!credential.header().isEmpty()) request.header("Authorization", credential.header());
        int status = node.send(request).status();
        boolean opens = credential.covers().compareTo(row.role()) >= 0;
        if (opens) assertThat(status).isNotIn(401, 403, 500);
        else assertThat(status).isIn(401, 403);
    }
}
