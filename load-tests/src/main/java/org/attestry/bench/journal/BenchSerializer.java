package org.attestry.bench.journal;

import org.attestry.persistence.codec.Codec;
import org.attestry.persistence.codec.CodecTable;
import org.attestry.persistence.codec.TableSerializer;

/** The bench's event by the machinery that the service's events use. */
public final class BenchSerializer extends TableSerializer {
    /** Made by Pekko. */
    public BenchSerializer() {
        super(9901, CodecTable.of(Codec.cbor("bench-written-v1", LoadedEntity.Written.class)));
    }
}
