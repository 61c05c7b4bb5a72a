package org.attestry.persistence.codec;

import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.attestry.bytes.Bytes;

/**
 * Makes a {@link CodecTable} a Pekko serializer, so that journal, snapshots and peers all keep manifests of ours.
 *
 * <p>A subclass gives the identifier and the table, has a constructor without arguments, and is named in {@code
 * pekko.actor.serializers} with the classes bound to it in {@code pekko.actor.serialization-bindings}. The identifier is durable too.
 */
public abstract class TableSerializer extends SerializerWithStringManifest {
    private final int identifier;
    private final CodecTable table;

    /** {@code identifier} is this serializer's number in every stored row, above 40 and never used again for another. */
    protected TableSerializer(int identifier, CodecTable table) {
        if (identifier <= 40) throw new IllegalArgumentException("Pekko keeps identifiers up to 40 for itself");
        this.identifier = identifier;
        this.table = table;
    }

    @Override
    public final int identifier() {
        return identifier;
    }

    @Override
    public final String manifest(Object value) {
        return table.manifestOf(value);
    }

    @Override
    public final byte[] toBinary(Object value) {
        return table.write(value).toArray();
    }

    @Override
    public final Object fromBinary(byte[] octets, String manifest) {
        return table.read(manifest, Bytes.copyOf(octets));
    }
}
