package org.attestry.persistence.content;

import org.attestry.bytes.Bytes;

/** The answer to a digest: the very octets, or why there are none. */
public sealed interface Content {
    /** SHA-256 of what was asked for, 32 octets. */
    Bytes digest();

    /** The octets, whose SHA-256 was computed anew and is the digest. */
    record Found(Bytes digest, Bytes octets) implements Content {}

    /** Never put here. */
    record NotFound(Bytes digest) implements Content {}

    /** What is kept under the digest does not have it, or cannot be read: the storage was damaged or altered; {@code how} is for its operator. */
    record Corrupt(Bytes digest, String how) implements Content {}

    /**
     * The octets, for callers to whom anything else is a failure.
     *
     * @throws ContentUnavailable if there are none
     */
    default Bytes octetsOrThrow() {
        return switch (this) {
            case Found(var _, var octets) -> octets;
            case NotFound(var digest) -> throw ContentUnavailable.missing(digest);
            case Corrupt(var digest, var how) -> throw ContentUnavailable.damaged(digest, how);
        };
    }
}
