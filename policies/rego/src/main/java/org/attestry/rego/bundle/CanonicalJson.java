package org.attestry.rego.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * The octets that OPA hashes of a JSON file: members in the order of their names' UTF-8, no white space, numbers as they
 * were written, strings as Go's encoder writes them without escapes for HTML.
 */
final class CanonicalJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Comparator<String> BY_OCTETS =
            Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private CanonicalJson() {}

    /** @throws IOException where it is no JSON */
    static byte[] of(byte[] json) throws IOException {
        try (var parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == null) throw new IOException("empty");
            var text = value(parser);
            if (parser.nextToken() != null) throw new IOException("more than one value");
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> quoted(parser.getText());
            default -> parser.getText();
        };
    }

    private static String object(JsonParser parser) throws IOException {
        var members = new TreeMap<String, String>(BY_OCTETS);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        var out = new StringBuilder("{");
        members.forEach((name, value) -> out.append(out.length() > 1 ? "," : "")
                .append(quoted(name))
                .append(':')
                .append(value));
        return out.append('}').toString();
    }

    private static String array(JsonParser parser) throws IOException {
        var out = new StringBuilder("[");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            out.append(out.length() > 1 ? "," : "").append(value(parser));
        }
        return out.append(']').toString();
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || c == 0x2028 || c == 0x2029) out.append("\\u%04x".formatted((int) c));
                    else out.append(c);
                }
            }
        }
        return out.append('"').toString();
    }
}
