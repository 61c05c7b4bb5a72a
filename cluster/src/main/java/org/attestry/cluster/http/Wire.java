package org.attestry.cluster.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * JSON on the wire, read strictly: one value, UTF-8 without byte order mark, no duplicate and no unknown names, at most 32 levels, nothing
 * coerced. The agent's reader takes the same texts, which a test of the command line holds both to.
 *
 * <p>Names are written with {@code _}; octets as unpadded base64url; instants as RFC 3339; an absent member is left out.
 */
public final class Wire {
    private static final int MAX_DEPTH = 32;
    private static final StreamReadConstraints OF_CALLERS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNameLength(1024)
            .maxNumberLength(64)
            // as large as the largest body that may be configured
            .maxStringLength(64 << 20)
            .build();
    private static final StreamReadConstraints OF_OUR_OWN =
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();
    private static final ObjectMapper MAPPER = mapper(OF_CALLERS);
    private static final ObjectMapper STORED = mapper(OF_OUR_OWN);

    private Wire() {}

    /**
     * The value in {@code body}.
     *
     * @throws Problem.Refusal of kind {@code malformed-request} that says what is wrong and where
     */
    public static <T> T read(Bytes body, Class<T> type) {
        var text = utf8(body);
        if (Surrogates.anyAlone(text)) {
            throw Problem.refuse(Problem.Kind.MALFORMED_REQUEST, "an escape names half a character (a lone surrogate)");
        }
        try {
            @Nullable T value = MAPPER.readValue(text, type);
            if (value == null) throw Problem.refuse(Problem.Kind.MALFORMED_REQUEST, "the body is null");
            return value;
        } catch (ValueInstantiationException e) {
            throw Problem.refuse(Problem.Kind.MALFORMED_REQUEST, unfit(e));
        } catch (JsonProcessingException e) {
            throw Problem.refuse(Problem.Kind.MALFORMED_REQUEST, place(e));
        }
    }

    /**
     * {@code value} as JSON text, its UTF-8 octets: characters as themselves.
     *
     * @throws IllegalArgumentException if half a character stands in it, which the library writes as an escape
     */
    public static byte[] write(Object value) {
        try {
            var octets = MAPPER.writeValueAsBytes(value);
            if (Surrogates.anyAlone(octets)) throw new IllegalArgumentException("half a character (a lone surrogate)");
            return octets;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass() + " cannot be written as JSON", e);
        }
    }

    /** A tree from text of our own making, f.e. a stored result. */
    public static JsonNode tree(Bytes json) {
        try {
            return STORED.readTree(utf8(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON cannot be read", e);
        }
    }

    private static String utf8(Bytes body) {
        var text = body.utf8Text()
                .orElseThrow(() -> Problem.refuse(Problem.Kind.MALFORMED_REQUEST, "the body is not UTF-8"));
        if (text.startsWith("\uFEFF")) {
            throw Problem.refuse(Problem.Kind.MALFORMED_REQUEST, "the body begins with a byte order mark");
        }
        return text;
    }

    /** What a record said of its own parts: written for callers. */
    private static String unfit(ValueInstantiationException e) {
        var cause = e.getCause();
        return cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : "a value does not fit";
    }

    private static String place(JsonProcessingException e) {
        var location = e.getLocation();
        var where =
                location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
        return firstSentence(e.getOriginalMessage()) + where;
    }

    /** Jackson names our classes in brackets behind its first sentence: the caller has no use for them. */
    private static String firstSentence(String message) {
        var end = message.indexOf(" (");
        var sentence = end < 0 ? message : message.substring(0, end);
        return sentence.replaceAll("`org\\.attestry\\.[A-Za-z.$]+`", "this body")
                .lines()
                .findFirst()
                .orElse("not JSON");
    }

    private static ObjectMapper mapper(StreamReadConstraints limits) {
        var mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .withCoercionConfig(LogicalType.Textual, coercions -> {
                    coercions.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    coercions.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    coercions.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                })
                .addModule(types())
                .build();
        mapper.getFactory().setStreamReadConstraints(limits);
        return mapper;
    }

    private static SimpleModule types() {
        return new SimpleModule()
                .addSerializer(Bytes.class, new BytesWriter())
                .addDeserializer(Bytes.class, new BytesReader())
                .addSerializer(Instant.class, ToStringSerializer.instance)
                .addDeserializer(Instant.class, new InstantReader());
    }

    private static final class BytesWriter extends StdSerializer<Bytes> {
        BytesWriter() {
            super(Bytes.class);
        }

        @Override
        public void serialize(Bytes value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.base64Url());
        }
    }

    private static final class BytesReader extends StdDeserializer<Bytes> {
        BytesReader() {
            super(Bytes.class);
        }

        @Override
        public Bytes deserialize(JsonParser in, DeserializationContext context) throws IOException {
            var text = in.getText();
            try {
                return Bytes.fromBase64Url(text);
            } catch (IllegalArgumentException e) {
                throw MismatchedInputException.from(in, Bytes.class, "octets are unpadded base64url");
            }
        }
    }

    private static final class InstantReader extends StdDeserializer<Instant> {
        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(in.getText());
            } catch (DateTimeException e) {
                throw MismatchedInputException.from(
                        in, Instant.class, "an instant is RFC 3339 in UTC, f.e. 2026-01-31T12:00:00Z");
            }
        }
    }
}
