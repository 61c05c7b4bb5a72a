package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
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
    private static final Set<String> HEADERS = Set.of("alg", "kid", "typ", "cty", "crit");
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
                (c, a) -> sign(GoJson.marshal(a[0]), GoJson.marshal(a[1]), Args.object(a[0]), Args.object(a[2]))));
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
            var parts = Parts.of(text(a[0]));
            var keys = Jwks.publicKeys(text(a[1]));
            byte[] signature = parts.signatureBytes();
            return Args.of(verify(algorithm, parts, keys, signature, Header.of(parts.headerJson())));
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

        RegoObject payloadJson() {
            if (json(Jose.decode(payload, "payload")) instanceof RegoObject object) return object;
            throw BuiltinFailure.of("JWT payload is no object");
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

    /** What OPA reads of a header, and the names it does not know; the empty text stands for what is absent. */
    private record Header(String alg, String kid, String cty, Set<String> critical, Set<String> unknown) {
        static Header of(RegoObject header) {
            var critical = new HashSet<String>();
            var crit = header.get("crit");
            if (crit != null) {
                for (var name : Args.array(crit)) if (name instanceof RegoString s) critical.add(s.value());
                if (critical.isEmpty()) throw BuiltinFailure.of("crit: must be a nonempty list");
            }
            var unknown = new HashSet<String>();
            for (var key : header.keys()) if (!HEADERS.contains(text(key))) unknown.add(text(key));
            optional(header, "typ");
            return new Header(
                    optional(header, "alg"), optional(header, "kid"), optional(header, "cty"), critical, unknown);
        }

        private static String optional(RegoObject header, String key) {
            return switch (header.get(key)) {
                case null -> "";
                case RegoString s -> s.value();
                default -> throw BuiltinFailure.of(key + ": must be a string");
            };
        }

        /** A token is void where something in it is critical and unknown. */
        boolean isValid() {
            return !alg.isEmpty() && Collections.disjoint(critical, unknown);
        }
    }

    private static RegoValue decode(BuiltinContext context, String token) {
        var at = token;
        for (int depth = 0; depth < MOST_NESTED; depth++) {
            context.charge(at.length());
            var parts = Parts.of(at);
            var header = parts.headerJson();
            if (header.get("cty") instanceof RegoString s && s.value().equals("JWT")) {
                at = Strings.trim(parts.payloadText(), "\"'", true, true);
                continue;
            }
            return RegoArray.of(
                    header, parts.payloadJson(), Args.of(HexFormat.of().formatHex(parts.signatureBytes())));
        }
        throw BuiltinFailure.of("JWT is nested too deep");
    }

    /** The key that the header names decides; where it names none that is known, any may have signed. */
    private static boolean verify(
            String algorithm, Parts parts, List<Jwks.Known> keys, byte[] signature, Header header) {
        for (var known : keys) {
            if (!header.kid.isEmpty() && header.kid.equals(known.kid()))
                return Jose.verify(algorithm, known, parts.signed(), signature);
        }
        for (var known : keys) {
            if (!known.alg().isEmpty() && !known.alg().equals(header.alg)) continue;
            if (Jose.verify(algorithm, known, parts.signed(), signature)) return true;
        }
        return false;
    }

    static Optional<Jws> verified(String token, String algorithm, String key) {
        var parts = Parts.of(token);
        var header = parts.headerJson();
        if (!(header.get("alg") instanceof RegoString named) || !named.value().equals(algorithm))
            return Optional.empty();
        if (header.get("crit") != null) return Optional.empty();
        boolean good = algorithm.startsWith("HS")
                ? verifyMac(algorithm, token, key)
                : verify(algorithm, parts, Jwks.publicKeys(key), parts.signatureBytes(), Header.of(header));
        if (!good) return Optional.empty();
        return Optional.of(new Jws(header, parts.payloadJson()));
    }

    private static boolean verifyMac(String algorithm, String token, String secret) {
        var parts = Parts.of(token);
        return Jose.verifyMac(algorithm, secret, parts.signed(), parts.signatureBytes());
    }

    /** What a token has to be; the empty text asks for nothing. */
    private record Constraints(
            @Nullable List<Jwks.Known> keys,
            String secret,
            String alg,
            String issuer,
            String audience,
            BigDecimal time) {
        static Constraints of(BuiltinContext context, RegoObject given) {
            for (var key : given.keys()) {
                if (!CONSTRAINTS.contains(Objects.keyText(key)))
                    throw BuiltinFailure.of("unknown token validation constraint: " + key);
            }
            var cert = given.get("cert") == null ? null : Jwks.publicKeys(Header.optional(given, "cert"));
            var made = new Constraints(
                    cert,
                    Header.optional(given, "secret"),
                    Header.optional(given, "alg"),
                    Header.optional(given, "iss"),
                    Header.optional(given, "aud"),
                    time(context, given.get("time")));
            if (cert == null && made.secret.isEmpty()) throw BuiltinFailure.of("no key constraint");
            if (cert != null && !made.secret.isEmpty()) throw BuiltinFailure.of("duplicate key constraints");
            return made;
        }

        private static BigDecimal time(BuiltinContext context, @Nullable RegoValue given) {
            if (given == null) return Times.nanos(context.now()).bigValue();
            if (!(given instanceof RegoNumber n)) throw BuiltinFailure.of("token time constraint: must be a number");
            if (n.bigValue().signum() < 0) throw BuiltinFailure.of("token time constraint: must not be negative");
            return n.bigValue();
        }

        boolean isSigned(Parts parts, Header header) {
            if (!header.isValid() || (!alg.isEmpty() && !alg.equals(header.alg))) return false;
            byte[] signature = parts.signatureBytes();
            if (!Jose.isKnown(header.alg)) return false;
            if (keys != null) return verify(header.alg, parts, keys, signature, header);
            return header.alg.startsWith("HS") && Jose.verifyMac(header.alg, secret, parts.signed(), signature);
        }

        boolean accepts(RegoObject payload) {
            if (!issuer.isEmpty()
                    && !(payload.get("iss") instanceof RegoString s && s.value().equals(issuer))) return false;
            if (!isForAudience(payload.get("aud"))) return false;
            var expires = seconds(payload, "exp");
            if (expires != null && time.compareTo(expires) >= 0) return false;
            var begins = seconds(payload, "nbf");
            return begins == null || time.compareTo(begins) >= 0;
        }

        /** A token for someone is refused unless that someone is expected. */
        private boolean isForAudience(@Nullable RegoValue claimed) {
            return switch (claimed) {
                case null -> audience.isEmpty();
                case RegoString s -> s.value().equals(audience);
                case RegoArray many -> many.contains(Args.of(audience));
                default -> false;
            };
        }
    }

    private static RegoValue decodeVerify(BuiltinContext context, String token, RegoObject given) {
        var constraints = Constraints.of(context, given);
        var at = token;
        for (int depth = 0; depth < MOST_NESTED; depth++) {
            context.charge(at.length() + 1_000L);
            var parts = Parts.of(at);
            var json = parts.headerJson();
            var header = Header.of(json);
            if (!constraints.isSigned(parts, header)) return REFUSED;
            if (header.cty.equalsIgnoreCase("JWT")) {
                at = parts.payloadText();
                continue;
            }
            var payload = parts.payloadJson();
            return constraints.accepts(payload) ? RegoArray.of(Args.of(true), json, payload) : REFUSED;
        }
        throw BuiltinFailure.of("JWT is nested too deep");
    }

    private static @Nullable BigDecimal seconds(RegoObject payload, String key) {
        return switch (payload.get(key)) {
            case null -> null;
            case RegoNumber n -> n.bigValue().scaleByPowerOfTen(9);
            case RegoNull _, RegoBoolean _, RegoString _, RegoArray _, RegoObject _, RegoSet _ ->
                throw BuiltinFailure.of(key + " value must be a number");
        };
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
        return Args.of(signed + "." + Jose.encode(Jose.sign(algorithm.value(), Jwks.first(jwk), signed)));
    }
}
