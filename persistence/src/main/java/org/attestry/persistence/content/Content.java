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

    /** Something is kept under the digest that does not have it: the storage was damaged or altered. */
    record Corrupt(Bytes digest) implements Content {}

    /**
     * The octets, for callers to whom anything else is a failure.
     *
     * @throws ContentUnavailable if there are none
     */
    default Bytes octetsOrThrow() {
        return switch (this) {
            case Found(var _, var octets) -> octets;
            case NotFound(var digest) -> throw new ContentUnavailable("no content with SHA-256 " + digest.hex());
            case Corrupt(var digest) ->
                throw new ContentUnavailable("the content kept under SHA-256 " + digest.hex() + " is damaged");
        };
    }
}
