package org.attestry.cluster.entity;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.attestry.bytes.Bytes;

/** Lets octets cross between cluster nodes as byte strings. */
public final class MessageModule extends SimpleModule {
    /** Made by Pekko from the configuration. */
    public MessageModule() {
        addSerializer(Bytes.class, new Writer());
        addDeserializer(Bytes.class, new Reader());
    }

    private static final class Writer extends StdSerializer<Bytes> {
        Writer() {
            super(Bytes.class);
        }

        @Override
        public void serialize(Bytes value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeBinary(value.toArray());
        }
    }

    private static final class Reader extends StdDeserializer<Bytes> {
        Reader() {
            super(Bytes.class);
        }

        @Override
        public Bytes deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Bytes.copyOf(in.getBinaryValue());
        }
    }
}
