package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.JsonException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.JsonWriter;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** Base64, hex, URL queries and JSON text. */
final class Encodings {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    private Encodings() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of(
                        "base64.encode",
                        "string -> string",
                        (c, a) -> paid(c, Base64.getEncoder().encodeToString(bytes(a[0])))),
                Builtin.of("base64.decode", "string -> string", (c, a) -> padded(c, text(a[0]))),
                Builtin.of("base64.is_valid", "any -> boolean", (c, a) -> Args.of(isBase64(a[0]))),
                Builtin.of(
                        "base64url.encode",
                        "string -> string",
                        (c, a) -> paid(c, Base64.getUrlEncoder().encodeToString(bytes(a[0])))),
                Builtin.of(
                        "base64url.encode_no_pad",
                        "string -> string",
                        (c, a) ->
                                paid(c, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(a[0])))),
                Builtin.of(
                        "base64url.decode",
                        "string -> string",
                        (c, a) -> decoded(c, Base64.getUrlDecoder(), text(a[0]))),
                Builtin.of(
                        "hex.encode",
                        "string -> string",
                        (c, a) -> paid(c, HexFormat.of().formatHex(bytes(a[0])))),
                Builtin.of("hex.decode", "string -> string", (c, a) -> hex(c, text(a[0]))),
                Builtin.of("urlquery.encode", "string -> string", (c, a) -> paid(c, escape(text(a[0])))),
                Builtin.of("urlquery.decode", "string -> string", (c, a) -> paid(c, unescape(text(a[0])))),
                Builtin.of(
                        "urlquery.encode_object",
                        "object[string|array[string]|set[string]] -> string",
                        (c, a) -> encodeObject(c, Args.object(a[0]))),
                Builtin.of(
                        "urlquery.decode_object",
                        "string -> object[array[string]]",
                        (c, a) -> decodeObject(c, text(a[0]))),
                Builtin.of("json.marshal", "any -> string", (c, a) -> paid(c, GoJson.marshal(a[0]))),
                Builtin.of(
                        "json.marshal_with_options",
                        "any, object -> string",
                        (c, a) -> paid(c, GoJson.marshal(a[0], Args.object(a[1])))),
                Builtin.of("json.unmarshal", "string -> any", (c, a) -> json(c, text(a[0]))),
                Builtin.of("json.is_valid", "any -> boolean", (c, a) -> Args.of(isJson(c, a[0]))));
    }

    static byte[] bytes(RegoValue value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    static RegoString paid(BuiltinContext context, String made) {
        context.charge(made.length());
        return Args.of(made);
    }

    /** @throws BuiltinFailure where the bytes are no UTF-8 */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw BuiltinFailure.of("not UTF-8");
        }
    }

    /** Whether it is a surrogate, which is half of a character where it comes out as a code point of its own. */
    static boolean isHalf(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    static byte[] decode(Base64.Decoder decoder, String text) {
        try {
            return decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw BuiltinFailure.of("illegal base64 data");
        }
    }

    private static RegoString decoded(BuiltinContext context, Base64.Decoder decoder, String text) {
        context.charge(text.length());
        return Args.of(utf8(decode(decoder, text.replace("\n", "").replace("\r", ""))));
    }

    /** Unlike the variant for URLs, this one insists on its padding. */
    private static RegoString padded(BuiltinContext context, String text) {
        if (text.replace("\n", "").replace("\r", "").length() % 4 != 0) throw BuiltinFailure.of("illegal base64 data");
        return decoded(context, Base64.getDecoder(), text);
    }

    private static boolean isBase64(RegoValue value) {
        if (!(value instanceof RegoString s)) return false;
        try {
            var plain = s.value().replace("\n", "").replace("\r", "");
            byte[] _ = Base64.getDecoder().decode(plain);
            return plain.length() % 4 == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static RegoString hex(BuiltinContext context, String text) {
        context.charge(text.length());
        try {
            return Args.of(utf8(HexFormat.of().parseHex(text)));
        } catch (IllegalArgumentException e) {
            throw BuiltinFailure.of("hex.decode: invalid hexadecimal text");
        }
    }

    static String escape(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0 && PLAIN.indexOf(b) >= 0) out.append((char) b);
            else if (b == ' ') out.append('+');
            else out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
        return out.toString();
    }

    private static String unescape(String text) {
        var out = new ByteArrayOutputStream();
        var in = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '+') out.write(' ');
            else if (in[i] != '%') out.write(in[i]);
            else {
                int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
                int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
                if (high < 0 || low < 0) throw BuiltinFailure.of("invalid URL escape");
                out.write(high << 4 | low);
                i += 2;
            }
        }
        return utf8(out.toByteArray());
    }

    private static RegoString encodeObject(BuiltinContext context, RegoObject object) {
        var out = new StringBuilder();
        GoJson.byText(object).forEach((key, value) -> {
            var values = value instanceof RegoString s ? List.of(s.value()) : Args.texts(value);
            for (var one : values) {
                if (!out.isEmpty()) out.append('&');
                out.append(escape(key.value())).append('=').append(escape(one));
            }
        });
        return paid(context, out.toString());
    }

    private static RegoObject decodeObject(BuiltinContext context, String query) {
        context.charge(query.length());
        var found = new TreeMap<String, RegoArray>();
        for (var pair : query.split("&", -1)) {
            if (pair.isEmpty()) continue;
            if (pair.contains(";")) throw BuiltinFailure.of("invalid semicolon separator in query");
            int equals = pair.indexOf('=');
            var key = unescape(equals < 0 ? pair : pair.substring(0, equals));
            var value = unescape(equals < 0 ? "" : pair.substring(equals + 1));
            Building.append(found.computeIfAbsent(key, _ -> Building.array(1)), Args.of(value));
        }
        return RegoObject.of(found);
    }

    private static RegoValue json(BuiltinContext context, String text) {
        context.charge(text.length() * 2L);
        try {
            return JsonReader.readLastWins(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw BuiltinFailure.of("json.unmarshal: " + e.getMessage());
        }
    }

    private static boolean isJson(BuiltinContext context, RegoValue value) {
        if (!(value instanceof RegoString s)) return false;
        try {
            return json(context, s.value()) != null;
        } catch (BuiltinFailure e) {
            return false;
        }
    }

    static String write(RegoValue value) {
        return JsonWriter.write(value);
    }
}
