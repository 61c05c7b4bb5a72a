package org.attestry.persistence.rocksdb;

import java.nio.charset.StandardCharsets;

/** The column families of the store; the names are durable, and a folder that has others was made by a newer release. */
enum Family {
    /** Id, number: the event. */
    EVENTS("events"),
    /** Id: how far it was written, and by whom. */
    HEADS("heads"),
    /** Scope, nonce: until when it is remembered that it is spent, and the event that spent it. */
    FENCES("fences"),
    /** Id, number: the state after that event. */
    SNAPSHOTS("snapshots"),
    /** SHA-256: the octets that have it. Key of a bundle: the contents in it. */
    CONTENT("content"),
    /** Place in the global order: id and number. */
    INDEX("index"),
    /** Name of an event: id and number. */
    NAMES("names"),
    /** What the folder says of itself. */
    META("meta");

    private final String durableName;

    Family(String durableName) {
        this.durableName = durableName;
    }

    String durableName() {
        return durableName;
    }

    byte[] octets() {
        return durableName.getBytes(StandardCharsets.UTF_8);
    }
}
