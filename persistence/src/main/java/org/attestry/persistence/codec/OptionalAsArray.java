package org.attestry.persistence.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Absence as an empty array, presence as an array of one: a null in the octets is then always an error. */
final class OptionalAsArray extends StdDeserializer<Optional<?>> implements ContextualDeserializer {
    private final @Nullable JavaType element;

    OptionalAsArray() {
        this(null);
    }

    private OptionalAsArray(@Nullable JavaType element) {
        super(Optional.class);
        this.element = element;
    }

    static StdSerializer<Optional<?>> writer() {
        return new Writer();
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        var type = property == null ? context.getContextualType() : property.getType();
        return new OptionalAsArray(type.containedTypeOrUnknown(0));
    }

    @Override
    public Optional<?> deserialize(JsonParser in, DeserializationContext context) throws IOException {
        if (!in.isExpectedStartArrayToken()) throw notAnOptional(in);
        if (in.nextToken() == JsonToken.END_ARRAY) return Optional.empty();
        if (in.hasToken(JsonToken.VALUE_NULL)) throw notAnOptional(in);
        Object value = context.readValue(in, element);
        if (in.nextToken() != JsonToken.END_ARRAY) throw notAnOptional(in);
        return Optional.of(value);
    }

    private static IOException notAnOptional(JsonParser in) {
        return MismatchedInputException.from(in, Optional.class, "an optional is an array of no or one element");
    }

    private static final class Writer extends StdSerializer<Optional<?>> {
        private Writer() {
            super(Optional.class, false);
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartArray(value, value.isPresent() ? 1 : 0);
            if (value.isPresent()) provider.defaultSerializeValue(value.get(), out);
            out.writeEndArray();
        }
    }
}
