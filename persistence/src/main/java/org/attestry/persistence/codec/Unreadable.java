package org.attestry.persistence.codec;

import org.jspecify.annotations.Nullable;

/** Durable octets that this release cannot read: recovery stops here instead of going on without them. */
public final class Unreadable extends RuntimeException {
    /** {@code manifest} as stored; {@code problem} in a few words without content in them. */
    public Unreadable(String manifest, String problem, @Nullable Throwable cause) {
        super(manifest + ": " + problem, cause);
    }
}
