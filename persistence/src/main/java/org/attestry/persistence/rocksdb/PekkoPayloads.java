package org.attestry.persistence.rocksdb;

import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.attestry.bytes.Bytes;

/** Turns what actors persist into octets and back, by the serializers that the actor system was configured with. */
final class PekkoPayloads {
    private final Serialization serialization;

    PekkoPayloads(ExtendedActorSystem system) {
        this.serialization = SerializationExtension.get(system);
    }

    Payload write(Object value) {
        var serializer = serialization.findSerializerFor(value);
        return new Payload(
                serializer.identifier(),
                Serializers.manifestFor(serializer, value),
                Bytes.copyOf(serialization.serialize(value).get()));
    }

    Object read(Payload payload) {
        return serialization
                .deserialize(payload.octets().toArray(), payload.serializerId(), payload.manifest())
                .get();
    }
}
