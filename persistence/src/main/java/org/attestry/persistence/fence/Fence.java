package org.attestry.persistence.fence;

import org.attestry.bytes.Bytes;

/**
 * Something that one event only may take, for as long as the journal remembers it.
 *
 * @param scope within what it may be taken once
 * @param digest what is taken, 1 to 64 octets: a digest, or one with what puts it in order before it
 */
public record Fence(String scope, Bytes digest) {}
