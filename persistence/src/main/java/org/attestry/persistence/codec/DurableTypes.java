package org.attestry.persistence.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.attestry.bytes.Bytes;

/** The encodings of {@link Cbor} for what is not a record, a list, a map, a number or a string; each value has exactly one. */
final class DurableTypes extends SimpleModule {
    DurableTypes() {
        addSerializer(Bytes.class, new BytesWriter());
        addDeserializer(Bytes.class, new BytesReader());
        addSerializer(Instant.class, ToStringSerializer.instance);
        addDeserializer(Instant.class, new TextReader<>(Instant.class, Instant::parse));
        addSerializer(Duration.class, ToStringSerializer.instance);
        addDeserializer(Duration.class, new TextReader<>(Duration.class, Duration::parse));
        addSerializer(OptionalAsArray.writer());
        addDeserializer(Optional.class, new OptionalAsArray());
    }

    private static final class BytesWriter extends StdSerializer<Bytes> {
        private BytesWriter() {
            super(Bytes.class);
        }

        @Override
        public void serialize(Bytes value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeBinary(value.toArray());
        }
    }

    private static final class BytesReader extends StdDeserializer<Bytes> {
        private BytesReader() {
            super(Bytes.class);
        }

        @Override
        public Bytes deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT)) {
                throw MismatchedInputException.from(in, Bytes.class, "octets are a byte string");
            }
            return Bytes.copyOf(in.getBinaryValue());
        }
    }

    /** Reads text in the one form that {@code toString} writes; any other spelling of the same value is refused. */
    private static final class TextReader<T> extends StdDeserializer<T> {
        private final transient Function<String, T> parser;

        private TextReader(Class<T> type, Function<String, T> parser) {
            super(type);
            this.parser = parser;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.hasToken(JsonToken.VALUE_STRING)) {
                throw MismatchedInputException.from(in, handledType(), "a point or span of time is text");
            }
            var text = in.getText();
            try {
                var value = parser.apply(text);
                if (value.toString().equals(text)) return value;
            } catch (DateTimeException e) {
                throw context.weirdStringException(text, handledType(), "not a point or span of time");
            }
            throw context.weirdStringException(text, handledType(), "not its canonical spelling");
        }
    }
}
