package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.GoQuote;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.jspecify.annotations.Nullable;

/** AWS Signature Version 4, with credentials that the policy gives; the environment is never asked. */
final class AwsSigning {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AwsSigning() {}

    static List<Builtin> all() {
        return List.of(Builtin.of("providers.aws.sign_req", "object, object, number -> object", (c, a) -> {
            c.charge(1_000);
            var nanos = Args.integer(a[2]).longValue();
            return signed(
                    Args.object(a[0]), Args.object(a[1]), Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L)));
        }));
    }

    private static RegoObject signed(RegoObject request, RegoObject config, Instant at) {
        var url = url(text(Args.need(request, "url")));
        var stamp = STAMP.format(at);
        var headers = new TreeMap<String, String>();
        if (request.get("headers") instanceof RegoObject given)
            given.forEach((key, value) -> headers.put(text(key), text(value)));
        var hash = payloadHash(request, config);
        headers.put("host", orEmpty(url.getAuthority()));
        headers.put("x-amz-content-sha256", hash);
        headers.put("x-amz-date", stamp);
        if (config.get("aws_session_token") instanceof RegoString token)
            headers.put("x-amz-security-token", token.value());
        headers.put("Authorization", authorization(request, config, url, headers, hash, stamp));
        var made = Building.object(headers.size());
        headers.forEach((key, value) -> Building.put(made, Args.of(key), Args.of(value)));
        return request.with(Args.of("headers"), made);
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw BuiltinFailure.of("parse " + GoQuote.string(text, false) + ": invalid URL");
        }
    }

    private static String orEmpty(@Nullable String part) {
        return part == null ? "" : part;
    }

    private static String payloadHash(RegoObject request, RegoObject config) {
        if (RegoBoolean.TRUE.equals(config.get("disable_payload_signing"))) return "UNSIGNED-PAYLOAD";
        var raw = request.get("raw_body");
        var body = request.get("body");
        var payload = raw != null ? text(raw) : body != null ? GoJson.marshal(body) : "";
        return Hashes.hex("SHA-256", payload.getBytes(StandardCharsets.UTF_8));
    }

    private static String authorization(
            RegoObject request, RegoObject config, URI url, Map<String, String> headers, String hash, String stamp) {
        var lower = new TreeMap<String, String>();
        headers.forEach((key, value) -> lower.put(key.toLowerCase(Locale.ROOT), value.strip()));
        // What the request says itself is what is signed, as in OPA, though the header sent is the computed one.
        if (request.get("headers") instanceof RegoObject given)
            given.forEach((key, value) ->
                    lower.put(text(key).toLowerCase(Locale.ROOT), text(value).strip()));
        var names = String.join(";", lower.keySet());
        var canonical = new StringBuilder(text(Args.need(request, "method"))).append('\n');
        canonical.append(orEmpty(url.getRawPath())).append('\n');
        canonical.append(orEmpty(url.getRawQuery())).append('\n');
        lower.forEach(
                (key, value) -> canonical.append(key).append(':').append(value).append('\n'));
        canonical.append('\n').append(names).append('\n').append(hash);
        var scope = String.join(
                "/",
                stamp.substring(0, 8),
                text(Args.need(config, "aws_region")),
                text(Args.need(config, "aws_service")),
                "aws4_request");
        var toSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                stamp,
                scope,
                Hashes.hex("SHA-256", canonical.toString().getBytes(StandardCharsets.UTF_8)));
        return "AWS4-HMAC-SHA256 Credential=" + text(Args.need(config, "aws_access_key")) + "/" + scope
                + ",SignedHeaders=" + names + ",Signature="
                + HexFormat.of()
                        .formatHex(
                                Hashes.mac("HmacSHA256", key(config, scope), toSign.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] key(RegoObject config, String scope) {
        var key = ("AWS4" + text(Args.need(config, "aws_secret_access_key"))).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/", -1))
            key = Hashes.mac("HmacSHA256", key, part.getBytes(StandardCharsets.UTF_8));
        return key;
    }
}
