package org.attestry.persistence.fence;

import java.time.Instant;
import org.attestry.bytes.Bytes;

/**
 * Something that one event only may take, for as long as the journal remembers it.
 *
 * @param scope within what it may be taken once: a persistence id, or a name that is none
 * @param digest what is taken, 1 to 64 octets
 */
public record Fence(String scope, Bytes digest) {
    /** This fence as an event takes it; {@code until} says until when the journal has to refuse that it is taken again. */
    public Taken takenUntil(Instant until) {
        return new Taken(this, until);
    }

    /** A fence that is taken, until when. */
    public record Taken(Fence fence, Instant until) {}
}
