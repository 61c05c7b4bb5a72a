package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.attestry.rego.value.JsonException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** JSON web tokens: decoding, verifying, signing. */
final class WebTokens {
    private static final Set<String> CONSTRAINTS = Set.of("cert", "secret", "alg", "iss", "time", "aud");
    private static final int MOST_NESTED = 8;
    private static final RegoArray REFUSED = RegoArray.of(Args.of(false), RegoObject.EMPTY, RegoObject.EMPTY);

    private WebTokens() {}

    static List<Builtin> all() {
        var all = new ArrayList<Builtin>();
        all.add(Builtin.of("io.jwt.decode", "string -> array", (c, a) -> decode(c, text(a[0]))));
        all.add(Builtin.of(
                "io.jwt.decode_verify",
                "string, object -> array",
                (c, a) -> decodeVerify(c, text(a[0]), Args.object(a[1]))));
        all.add(Builtin.of(
                "io.jwt.encode_sign",
                "object, object, object -> string",
                (c, a) -> sign(Encodings.write(a[0]), Encodings.write(a[1]), Args.object(a[0]), Args.object(a[2]))));
        all.add(Builtin.of(
                "io.jwt.encode_sign_raw",
                "string, string, string -> string",
                (c, a) -> signRaw(text(a[0]), text(a[1]), text(a[2]))));
        for (var bits : List.of("256", "384", "512")) {
            all.add(Builtin.of(
                    "io.jwt.verify_hs" + bits,
                    "string, string -> boolean",
                    (c, a) -> Args.of(verifyMac("HS" + bits, text(a[0]), text(a[1])))));
            for (var kind : List.of("rs", "ps", "es"))
                all.add(verify(kind + bits, kind.toUpperCase(Locale.ROOT) + bits));
        }
        all.add(verify("eddsa", "EdDSA"));
        return all;
    }

    private static Builtin verify(String name, String algorithm) {
        return Builtin.of("io.jwt.verify_" + name, "string, string -> boolean", (c, a) -> {
            c.charge(1_000);
            return Args.of(verify(algorithm, Parts.of(text(a[0])), text(a[1]), null));
        });
    }

    /** A token cut in three. */
    private record Parts(String header, String payload, String signature) {
        static Parts of(String token) {
            var parts = token.split("\\.", -1);
            if (parts.length == 1) throw BuiltinFailure.of("encoded JWT had no period separators");
            if (parts.length != 3) throw BuiltinFailure.of("encoded JWT must have 3 sections, found " + parts.length);
            return new Parts(parts[0], parts[1], parts[2]);
        }

        String signed() {
            return header + "." + payload;
        }

        byte[] signatureBytes() {
            return Jose.decode(signature, "signature");
        }

        RegoObject headerJson() {
            if (json(Jose.decode(header, "header")) instanceof RegoObject object) {
                if (object.get("enc") != null) throw BuiltinFailure.of("JWT is a JWE object, which is not supported");
                return object;
            }
            throw BuiltinFailure.of("JWT header is no object");
        }

        String payloadText() {
            return Encodings.utf8(Jose.decode(payload, "payload"));
        }
    }

    private static RegoValue json(byte[] bytes) {
        try {
            return JsonReader.readLastWins(bytes);
        } catch (JsonException e) {
            throw BuiltinFailure.of("JWT holds invalid JSON: " + e.getMessage());
        }
    }

    private static boolean isNested(RegoObject header) {
        return header.get("cty") instanceof RegoString s && s.value().equalsIgnoreCase("JWT");
    }

    private static RegoValue decode(BuiltinContext context, String token) {
        var at = token;
        for (int depth = 0; depth < MOST_NESTED; depth++) {
            context.charge(at.length());
            var parts = Parts.of(at);
            var header = parts.headerJson();
            if (isNested(header)) {
                at = unquoted(parts.payloadText());
                continue;
            }
            return RegoArray.of(
                    header,
                    json(Jose.decode(parts.payload, "payload")),
                    Args.of(HexFormat.of().formatHex(parts.signatureBytes())));
        }
        throw BuiltinFailure.of("JWT is nested too deep");
    }

    private static String unquoted(String payload) {
        return payload.startsWith("\"") && json(payload.getBytes(StandardCharsets.UTF_8)) instanceof RegoString s
                ? s.value()
                : payload;
    }

    private static boolean verify(String algorithm, Parts parts, String keys, @Nullable String kid) {
        var signature = parts.signatureBytes();
        for (var known : Jwks.publicKeys(keys)) {
            if (kid != null && known.kid() != null && !kid.equals(known.kid())) continue;
            if (Jose.verify(algorithm, known.key(), parts.signed(), signature)) return true;
        }
        return false;
    }

    static Optional<Jws> verified(String token, String algorithm, String key) {
        var parts = Parts.of(token);
        var header = parts.headerJson();
        if (!(header.get("alg") instanceof RegoString named) || !named.value().equals(algorithm))
            return Optional.empty();
        if (header.get("crit") != null) return Optional.empty();
        boolean good =
                algorithm.startsWith("HS") ? verifyMac(algorithm, token, key) : verify(algorithm, parts, key, null);
        if (!good) return Optional.empty();
        if (json(Jose.decode(parts.payload, "payload")) instanceof RegoObject payload)
            return Optional.of(new Jws(header, payload));
        throw BuiltinFailure.of("JWT payload is no object");
    }

    private static boolean verifyMac(String algorithm, String token, String secret) {
        var parts = Parts.of(token);
        return Jose.verifyMac(algorithm, secret, parts.signed(), parts.signatureBytes());
    }

    private static RegoValue decodeVerify(BuiltinContext context, String token, RegoObject constraints) {
        check(constraints);
        var at = token;
        for (int depth = 0; depth < MOST_NESTED; depth++) {
            context.charge(at.length() + 1_000L);
            var parts = Parts.of(at);
            var header = parts.headerJson();
            if (!isSigned(parts, header, constraints)) return REFUSED;
            if (isNested(header)) {
                at = unquoted(parts.payloadText());
                continue;
            }
            if (!(json(Jose.decode(parts.payload, "payload")) instanceof RegoObject payload))
                throw BuiltinFailure.of("JWT payload is no object");
            return isAccepted(context, payload, constraints) ? RegoArray.of(Args.of(true), header, payload) : REFUSED;
        }
        throw BuiltinFailure.of("JWT is nested too deep");
    }

    private static void check(RegoObject constraints) {
        for (var key : constraints.keys()) {
            if (!CONSTRAINTS.contains(Objects.keyText(key)))
                throw BuiltinFailure.of("unknown token validation constraint: " + key);
            if (Objects.keyText(key).equals("time")
                    ? !(constraints.get(key) instanceof RegoNumber)
                    : !(constraints.get(key) instanceof RegoString)) {
                throw BuiltinFailure.of("token constraint " + key + " is of the wrong type");
            }
        }
        boolean cert = constraints.get("cert") != null;
        if (cert == (constraints.get("secret") != null)) {
            throw BuiltinFailure.of(cert ? "duplicate key constraints" : "no key constraint");
        }
    }

    private static boolean isSigned(Parts parts, RegoObject header, RegoObject constraints) {
        if (!(header.get("alg") instanceof RegoString alg) || header.get("crit") != null) return false;
        var algorithm = alg.value();
        if (!Jose.isKnown(algorithm)) return false;
        if (constraints.get("alg") instanceof RegoString wanted
                && !wanted.value().equals(algorithm)) return false;
        var kid = header.get("kid") instanceof RegoString s ? s.value() : null;
        if (constraints.get("secret") instanceof RegoString secret) {
            return algorithm.startsWith("HS")
                    && Jose.verifyMac(algorithm, secret.value(), parts.signed(), parts.signatureBytes());
        }
        return !algorithm.startsWith("HS") && verify(algorithm, parts, text(Args.need(constraints, "cert")), kid);
    }

    private static boolean isAccepted(BuiltinContext context, RegoObject payload, RegoObject constraints) {
        var issuer = constraints.get("iss");
        if (issuer != null && !issuer.equals(payload.get("iss"))) return false;
        if (!isForAudience(payload.get("aud"), constraints.get("aud"))) return false;
        var now = constraints.get("time") instanceof RegoNumber n
                ? n.bigValue()
                : Times.nanos(context.now()).bigValue();
        var expires = seconds(payload, "exp");
        if (expires != null && now.compareTo(expires) >= 0) return false;
        var begins = seconds(payload, "nbf");
        return begins == null || now.compareTo(begins) >= 0;
    }

    private static @Nullable BigDecimal seconds(RegoObject payload, String key) {
        return switch (payload.get(key)) {
            case null -> null;
            case RegoNumber n -> n.bigValue().scaleByPowerOfTen(9);
            case RegoNull _, RegoBoolean _, RegoString _, RegoArray _, RegoObject _, RegoSet _ ->
                throw BuiltinFailure.of(key + " value must be a number");
        };
    }

    /** A token for someone is refused unless that someone is expected. */
    private static boolean isForAudience(@Nullable RegoValue claimed, @Nullable RegoValue wanted) {
        if (claimed == null || wanted == null) return claimed == null && wanted == null;
        return claimed instanceof RegoArray many ? many.contains(wanted) : claimed.equals(wanted);
    }

    private static RegoValue signRaw(String header, String payload, String key) {
        if (!(parsed(header) instanceof RegoObject headers)) throw BuiltinFailure.of("missing or invalid 'alg' header");
        if (!(parsed(key) instanceof RegoObject jwk)) throw BuiltinFailure.of("invalid JWK");
        return sign(header, payload, headers, jwk);
    }

    private static @Nullable RegoValue parsed(String json) {
        try {
            return JsonReader.read(json);
        } catch (JsonException e) {
            return null;
        }
    }

    private static RegoValue sign(String header, String payload, RegoObject headers, RegoObject jwk) {
        if (!(headers.get("alg") instanceof RegoString algorithm))
            throw BuiltinFailure.of("missing or invalid 'alg' header");
        if (!Jose.isKnown(algorithm.value())) throw BuiltinFailure.of("unknown JWS algorithm: " + algorithm.value());
        boolean typed = headers.get("typ") == null
                || (headers.get("typ") instanceof RegoString s && s.value().equals("JWT"));
        if (typed && parsed(payload) == null) throw BuiltinFailure.of("type is JWT but payload is not JSON");
        var signed = Jose.encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                + Jose.encode(payload.getBytes(StandardCharsets.UTF_8));
        return Args.of(signed + "." + Jose.encode(Jose.sign(algorithm.value(), jwk, signed)));
    }
}
