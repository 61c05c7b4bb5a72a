package org.attestry.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.StrictJson;
import org.attestry.agent.service.RequestId;
import org.attestry.bytes.Bytes;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.output.Problem;

/** Asks the service's HTTP API: an answer, or a {@link CommandFailed} with the service's own problem in it. */
public final class ServiceClient {
    private static final int LARGEST_ANSWER = 32 << 20;
    private static final String REQUEST_ID = "Attestry-Request-Id";

    private final Connection connection;
    private final HttpClient http;
    private final Optional<RequestId> name;

    private ServiceClient(Connection connection, HttpClient http, Optional<RequestId> name) {
        this.connection = connection;
        this.http = http;
        this.name = name;
    }

    /** A client for {@code connection}; nothing is sent yet. */
    public static ServiceClient connectedTo(Connection connection) {
        var builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connection.timeout());
        connection.authority().map(Authorities::trusting).ifPresent(builder::sslContext);
        return new ServiceClient(connection, builder.build(), Optional.empty());
    }

    /** The same client, whose request the service does once under {@code id}. */
    public ServiceClient under(RequestId id) {
        return new ServiceClient(connection, http, Optional.of(id));
    }

    /** The answer to {@code GET} below the base address; segments are names as they are, whatever characters they hold. */
    public JsonNode get(String... segments) {
        return send(request(segments).GET().build());
    }

    /** The answer to {@code POST} of {@code body}. */
    public JsonNode post(JsonNode body, String... segments) {
        return send(request(segments)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }

    private HttpRequest.Builder request(String... segments) {
        var path = new StringBuilder();
        for (var segment : segments) path.append('/').append(encoded(segment));
        var request = HttpRequest.newBuilder(URI.create(connection.base() + path.toString()))
                .timeout(connection.timeout())
                .header("Accept", "application/json, application/problem+json");
        connection.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        name.ifPresent(id -> request.header(REQUEST_ID, id.text()));
        return request;
    }

    private static String encoded(String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            throw CommandFailed.usage("not a name: '" + segment + "'");
        }
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofInputStream());
            var body = body(response);
            return response.statusCode() / 100 == 2 ? body : refuse(response, body);
        } catch (HttpTimeoutException e) {
            throw CommandFailed.unreachable("no answer from " + connection.base() + " within "
                    + connection.timeout().toSeconds() + " s" + again(e));
        } catch (IOException e) {
            throw CommandFailed.unreachable("no answer from " + connection.base() + cause(e) + again(e));
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage("the key is not one that a service wrote");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailed.unreachable("interrupted");
        }
    }

    private static String cause(IOException e) {
        return e.getMessage() == null ? ": is it running there?" : ": " + e.getMessage();
    }

    /** What to do about a request that may have been done all the same; nothing where it cannot have reached the service. */
    private String again(IOException e) {
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) return "";
        return name.map(id -> "\nperhaps it was done: the same with --request-id " + id + " does it once")
                .orElse("");
    }

    private JsonNode body(HttpResponse<InputStream> response) throws IOException {
        try (var in = response.body()) {
            var octets = in.readNBytes(LARGEST_ANSWER + 1);
            if (octets.length > LARGEST_ANSWER) throw unexpected(response, "an answer of more than 32 MiB");
            return StrictJson.read(Bytes.copyOf(octets));
        } catch (JsonRefused e) {
            throw unexpected(response, "an answer that is not JSON");
        }
    }

    private static JsonNode refuse(HttpResponse<InputStream> response, JsonNode body) {
        if (!(body instanceof ObjectNode members) || !members.path("type").isTextual()) {
            throw unexpected(response, "an answer that is no problem document");
        }
        var problem = new Problem(members);
        throw new CommandFailed(ProblemExit.of(problem.slug(), response.statusCode()), problem);
    }

    private static CommandFailed unexpected(HttpResponse<InputStream> response, String what) {
        return CommandFailed.unreachable(
                response.uri() + " gave status " + response.statusCode() + " and " + what + ": is it this service?");
    }
}
