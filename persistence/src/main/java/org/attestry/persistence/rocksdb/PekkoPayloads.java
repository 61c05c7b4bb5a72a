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

    /**
     * What {@code payload} holds.
     *
     * @param what names it for the operator where it cannot be read
     * @throws CorruptStore if this release has no reader for it, or its reader refuses it
     */
    Object read(Payload payload, String what) {
        var read = serialization.deserialize(payload.octets().toArray(), payload.serializerId(), payload.manifest());
        if (read.isSuccess()) return read.get();
        var failure = read.failed().get();
        throw new CorruptStore(what + " cannot be read: " + failure.getMessage(), failure);
    }
}
