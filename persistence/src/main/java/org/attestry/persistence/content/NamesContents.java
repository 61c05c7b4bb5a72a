package org.attestry.persistence.content;

import java.util.List;
import org.attestry.bytes.Bytes;

/** An event that is whole only together with the contents that it names. */
public interface NamesContents {
    /** Where the contents lie that this event names and others hardly do; all others lie by themselves. */
    default Bundle bundle() {
        return Bundle.NONE;
    }

    /** All that it names, by SHA-256. */
    List<Bytes> contents();

    /** What {@code octets}, which it names by {@code digest}, name in turn; that lies by itself. */
    default List<Bytes> contentsIn(Bytes digest, Bytes octets) {
        return List.of();
    }
}
