package org.attestry.agent.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.attestry.agent.json.JsonRefused.Why;
import org.attestry.bytes.Bytes;

/**
 * Reads one JSON value of RFC 8259 and nothing else: strict UTF-8, no byte order mark, no name twice, no lone surrogate, at most
 * {@value #DEPTH} levels, nothing after the value.
 *
 * <p>Two readers of one text must never see two messages; whatever allows that is refused here, before anybody looks at a member.
 */
public final class StrictJson {
    /** How deep arrays and objects may be nested. */
    public static final int DEPTH = 32;

    private static final int NAME_LENGTH = 1024;
    private static final int NUMBER_LENGTH = 64;
    private static final int TEXT_LENGTH = 64 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxNameLength(NAME_LENGTH)
                            .maxNumberLength(NUMBER_LENGTH)
                            .maxStringLength(TEXT_LENGTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    /**
     * The value that {@code octets} hold, in UTF-8.
     *
     * @throws JsonRefused if they hold anything else
     */
    public static JsonNode read(Bytes octets) {
        return read(decode(octets));
    }

    /**
     * The value that {@code text} holds.
     *
     * @throws JsonRefused if it holds anything else
     */
    public static JsonNode read(String text) {
        try (var parser = MAPPER.createParser(text)) {
            return only(parser);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text cannot fail to be read", impossible);
        }
    }

    private static JsonNode only(JsonParser parser) throws IOException {
        try {
            if (parser.nextToken() == null) throw refused(Why.ENDS_EARLY, "EOF while parsing a value", parser);
            JsonNode value = MAPPER.readTree(parser);
            if (parser.nextToken() != null) throw refused(Why.TRAILING, "trailing characters", parser);
            requireUnicode(value);
            return value;
        } catch (JsonProcessingException broken) {
            throw explain(broken, parser);
        }
    }

    /** The text of {@code octets}, where they are UTF-8. */
    private static String decode(Bytes octets) {
        return octets.utf8Text()
                .orElseThrow(() -> new JsonRefused(Why.NOT_UNICODE, "invalid unicode code point", 1, 0));
    }

    private static void requireUnicode(JsonNode value) {
        if (value.isTextual()) requireUnicode(value.textValue());
        value.fieldNames().forEachRemaining(StrictJson::requireUnicode);
        value.forEach(StrictJson::requireUnicode);
    }

    private static void requireUnicode(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new JsonRefused(Why.NOT_UNICODE, "lone surrogate", 1, 0);
        }
    }

    private static JsonRefused explain(JsonProcessingException broken, JsonParser parser) {
        if (broken instanceof JsonEOFException)
            return refused(Why.ENDS_EARLY, "EOF while parsing " + open(parser), parser);
        if (broken instanceof StreamConstraintsException)
            return refused(Why.OVER_LIMIT, "recursion limit exceeded", parser);
        if (broken.getOriginalMessage().startsWith("Duplicate"))
            return refused(Why.DUPLICATE_NAME, "duplicate field", parser);
        return refused(Why.SYNTAX, "expected value", parser);
    }

    private static String open(JsonParser parser) {
        var context = parser.getParsingContext();
        return context.inObject() ? "an object" : context.inArray() ? "a list" : "a value";
    }

    private static JsonRefused refused(Why why, String detail, JsonParser parser) {
        var at = parser.currentLocation();
        return new JsonRefused(why, detail, at.getLineNr(), Math.max(0, at.getColumnNr() - 1));
    }
}
