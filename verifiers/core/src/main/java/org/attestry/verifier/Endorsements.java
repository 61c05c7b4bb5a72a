package org.attestry.verifier;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;

/**
 * An immutable snapshot of trust anchors and vendor material, by role ({@link Roles}), as obtained: only what a verifier has
 * checked against an anchor is believed, and {@link Roles#TRUST_ROOT} is the only role that is believed as it stands.
 *
 * @param byRole for each role the items in the order given
 */
public record Endorsements(SortedMap<String, List<Bytes>> byRole) {
    /** Nothing at all: verification with it ends inconclusive. */
    public static final Endorsements NONE = new Endorsements(new TreeMap<>());

    public Endorsements {
        var copy = new TreeMap<String, List<Bytes>>();
        byRole.forEach((role, items) -> copy.put(role, List.copyOf(items)));
        byRole = Collections.unmodifiableSortedMap(copy);
    }

    /** A snapshot of one item for each role. */
    public static Endorsements of(Map<String, Bytes> items) {
        var byRole = new TreeMap<String, List<Bytes>>();
        items.forEach((role, item) -> byRole.put(role, List.of(item)));
        return new Endorsements(byRole);
    }

    /** All items under {@code role}; empty where there is none. */
    public List<Bytes> all(String role) {
        return byRole.getOrDefault(role, List.of());
    }

    /** The first item under {@code role}. */
    public Optional<Bytes> first(String role) {
        return all(role).stream().findFirst();
    }

    /**
     * SHA-256 over all items, each preceded by the lengths of role and item (32 bits, big endian): the name under which this snapshot
     * stands in an audit record.
     */
    public Bytes digest() {
        return EndorsementsCodec.encode(this).sha256();
    }
}
