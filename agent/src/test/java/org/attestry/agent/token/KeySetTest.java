package org.attestry.agent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {
    private static final ECKey KEY = Forge.key(Curve.P_256, "k1");
    private static final String PUBLIC = KEY.toPublicJWK().toJSONString();

    @Test
    void aKeyIsFoundByItsNameOnly() throws KeysUnavailable {
        var keys = KeySet.parse(Bytes.utf8("{\"keys\":[" + PUBLIC + "]}"));
        assertThat(keys.byId("k1"))
                .hasValueSatisfying(key -> assertThat(key.algorithm()).isEqualTo("ES256"));
        assertThat(keys.byId("K1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"AAAA\"}]}",
                "{\"keys\":[],\"keys\":[]}",
                "{\"keys\":[7]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}]}",
            })
    void whatIsNoSetOfPublicKeysIsUnusable(String json) {
        assertThatThrownBy(() -> KeySet.parse(Bytes.utf8(json))).isInstanceOf(KeysUnavailable.class);
    }

    @Test
    void aSetThatPublishesAPrivateKeyIsUnusable() {
        assertThatThrownBy(() -> KeySet.parse(Bytes.utf8("{\"keys\":[" + KEY.toJSONString() + "]}")))
                .isInstanceOf(KeysUnavailable.class);
    }

    @Test
    void twoKeysOfOneNameMakeTheSetUnusable() {
        assertThatThrownBy(() -> KeySet.parse(Bytes.utf8("{\"keys\":[" + PUBLIC + "," + PUBLIC + "]}")))
                .isInstanceOf(KeysUnavailable.class);
    }

    private static Map<String, String> passedOver() {
        var x = KEY.getX().toString();
        return Map.ofEntries(
                Map.entry("for encryption", PUBLIC.replace("\"sig\"", "\"enc\"")),
                Map.entry("whose operations are others", operations("encrypt")),
                Map.entry("that only signs", operations("sign")),
                Map.entry("without any operation", operations()),
                Map.entry("of operations that contradict its use", PUBLIC.replace("{", "{\"key_ops\":[\"encrypt\"],")),
                Map.entry("of another algorithm", PUBLIC.replace("{", "{\"alg\":\"ES384\",")),
                Map.entry("of an unknown kind", "{\"kty\":\"XYZ\",\"kid\":\"k1\"}"),
                Map.entry("without a kind", "{\"kid\":\"k1\"}"),
                Map.entry("without a name", PUBLIC.replace("\"kid\":\"k1\",", "")),
                Map.entry("off its curve", PUBLIC.replace(KEY.getY().toString(), x)),
                Map.entry("on an unknown curve", PUBLIC.replace("P-256", "P-257")),
                Map.entry("too short", "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"k1\",\"x\":\"AAAA\"}"));
    }

    private static String operations(String... names) {
        var list = Stream.of(names).map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
        return PUBLIC.replace("\"use\":\"sig\"", "\"key_ops\":[" + list + "]");
    }

    @TestFactory
    Stream<DynamicTest> aKeyThatSignsNoTokensIsPassedOver() {
        var good = PUBLIC.replace("\"k1\"", "\"k2\"");
        return passedOver().entrySet().stream()
                .map(key -> DynamicTest.dynamicTest(key.getKey(), () -> {
                    var keys = KeySet.parse(Bytes.utf8("{\"keys\":[" + key.getValue() + "," + good + "]}"));
                    assertThat(keys.byId("k1")).isEmpty();
                    assertThat(keys.byId("k2")).isPresent();
                }));
    }

    @Test
    void aKeyThatVerifiesMaySaySo() throws KeysUnavailable {
        assertThat(KeySet.parse(Bytes.utf8("{\"keys\":[" + operations("verify") + "]}"))
                        .byId("k1"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1/keys",
                "http://attestry.example/keys",
                "ftp://127.0.0.1/keys",
                "file:///keys",
                "https://user@attestry.example/keys"
            })
    void keysAreNotFetchedWhereAnybodyMayAnswer(String address) {
        assertThatThrownBy(() -> new RemoteKeys(URI.create(address), HttpClient.newHttpClient(), Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRotatedKeyIsFetchedAndAnUnknownNameDoesNotFloodTheIssuer() throws IOException, KeysUnavailable {
        var served = new AtomicReference<>("{\"keys\":[" + PUBLIC + "]}");
        var requests = new AtomicInteger();
        var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        var server = serve(served, requests);
        try (var http = HttpClient.newHttpClient()) {
            var keys = new RemoteKeys(address(server), http, clock(now));
            assertThat(keys.byId("k1")).isPresent();
            for (int i = 0; i < 5; i++) assertThat(keys.byId("k2")).isEmpty();
            assertThat(requests).hasValue(1);
            served.set("{\"keys\":[" + PUBLIC.replace("\"k1\"", "\"k2\"") + "]}");
            now.updateAndGet(instant -> instant.plusSeconds(10));
            assertThat(keys.byId("k2")).isPresent();
            assertThat(keys.byId("k1")).isEmpty();
            now.updateAndGet(instant -> instant.minusSeconds(3600));
            assertThat(keys.byId("k2")).isPresent();
            assertThat(requests).hasValue(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anIssuerThatAnswersNonsenseGivesNoVerdict() throws IOException {
        var server = serve(new AtomicReference<>("<html>"), new AtomicInteger());
        try (var http = HttpClient.newHttpClient()) {
            var keys = new RemoteKeys(address(server), http, Clock.systemUTC());
            assertThatThrownBy(() -> keys.byId("k1")).isInstanceOf(KeysUnavailable.class);
        } finally {
            server.stop(0);
        }
    }

    private static Clock clock(AtomicReference<Instant> now) {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    }

    private static HttpServer serve(AtomicReference<String> body, AtomicInteger requests) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            var octets = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        server.start();
        return server;
    }
}
