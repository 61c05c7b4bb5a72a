package org.attestry.persistence.fence;

import org.attestry.bytes.Bytes;

/**
 * Something that one event only may take, for as long as the journal remembers it.
 *
 * @param scope within what it may be taken once: a persistence id, or a name that is none
 * @param digest what is taken, 1 to 64 octets
 */
public record Fence(String scope, Bytes digest) {}
