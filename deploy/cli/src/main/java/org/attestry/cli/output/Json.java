package org.attestry.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import org.attestry.agent.json.StrictJson;
import org.attestry.verifier.CanonicalJson;
import org.attestry.verifier.ClaimValue;

/** JSON as the command line reads and writes it: as strict as the agent when read, two spaces deep when written for a person. */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().defaultPrettyPrinter(printer()).build();

    private Json() {}

    private static DefaultPrettyPrinter printer() {
        var lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    }

    /** An object to be filled; members keep their order. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * The one value that {@code text} holds.
     *
     * @throws org.attestry.agent.json.JsonRefused if it holds anything else
     */
    public static JsonNode parse(String text) {
        return StrictJson.read(text);
    }

    /** The same tree in the library's form. */
    public static JsonNode of(ClaimValue value) {
        return parse(CanonicalJson.write(value));
    }

    /** On several lines, for people. */
    public static String pretty(JsonNode value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree is always written", e);
        }
    }

    /** On one line, for files of one object a line. */
    public static String line(JsonNode value) {
        return value.toString();
    }

    /** A scalar as it reads without quotes, a list joined by commas; empty for {@code null} and for nothing. */
    public static String plain(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) return "";
        if (value.isArray()) {
            var joined = new StringBuilder();
            value.forEach(item -> joined.append(joined.isEmpty() ? "" : ", ").append(plain(item)));
            return joined.toString();
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
