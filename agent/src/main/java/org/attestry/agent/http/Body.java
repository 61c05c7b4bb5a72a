package org.attestry.agent.http;

import java.util.OptionalLong;
import org.attestry.bytes.Bytes;

/** What came of reading the body of a request. */
public sealed interface Body {
    /**
     * All of it.
     *
     * @param mediaType as sent, {@code type/subtype} in lower case; empty where none was sent
     */
    record Whole(String mediaType, Bytes octets) implements Body {}

    /**
     * More than is taken; nothing of it was kept.
     *
     * @param declared the length that the sender named, where it named one
     */
    record TooLarge(OptionalLong declared, long limit) implements Body {}

    /** A content coding: what it unpacks to has no limit, so none is taken. */
    record Coded() implements Body {}

    /** Not all of it came in time. */
    record TooSlow() implements Body {}

    /** The sender broke off. */
    record Broken() implements Body {}
}
