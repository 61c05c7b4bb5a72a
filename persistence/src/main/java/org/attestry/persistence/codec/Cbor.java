package org.attestry.persistence.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.attestry.bytes.Bytes;

/**
 * Records as CBOR maps from component name to value, read back strictly: nothing missing, nothing null, nothing more.
 *
 * <ul>
 *   <li>{@link Bytes} is a byte string; {@link java.time.Instant} and {@link java.time.Duration} are text, exactly as their {@code
 *       toString} gives it (nanoseconds in a 64-bit integer would end in 2262, and certificates name the year 9999).
 *   <li>{@link java.util.Optional} is an array of no or one element. Enums are their names ({@code @JsonProperty} on a constant
 *       gives it a durable name of its own).
 *   <li>A sealed interface as a component needs {@code @JsonTypeInfo(use = NAME)} and {@code @JsonSubTypes}: names, never classes.
 *   <li>Properties stand in alphabetical order and maps in that of their keys, so equal values have equal octets. Do not use {@code
 *       Set.of} or {@code Set.copyOf} in a durable record: their order changes from run to run; a list or a sorted set keeps it.
 * </ul>
 */
public final class Cbor {
    private static final int MAX_DEPTH = 64;
    private static final ObjectMapper MAPPER = mapper();

    private Cbor() {}

    /** The octets of {@code value}. */
    public static Bytes write(Object value) {
        try {
            return Bytes.copyOf(MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value.getClass() + " cannot be written as CBOR", e);
        }
    }

    /**
     * The one value that {@code octets} hold.
     *
     * @throws UncheckedIOException if they are not exactly one value of this type
     */
    public static <T> T read(Bytes octets, Class<T> type) {
        try (var in = MAPPER.createParser(octets.toArray())) {
            var value = MAPPER.readValue(in, type);
            // Jackson's own look at trailing tokens overlooks a lone break (0xff)
            if (in.currentLocation().getByteOffset() != octets.size()) {
                throw MismatchedInputException.from(in, type, "octets follow the value");
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectMapper mapper() {
        var mapper = CBORMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .withCoercionConfig(LogicalType.Textual, coercions -> {
                    for (var shape : CoercionInputShape.values()) coercions.setCoercion(shape, CoercionAction.Fail);
                })
                .addModule(new DurableTypes())
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
        return mapper;
    }
}
