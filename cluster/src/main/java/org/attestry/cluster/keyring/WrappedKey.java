package org.attestry.cluster.keyring;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.events.KeyRingEvent;
import org.attestry.persistence.events.KeyRingEvent.KeyAdded;
import org.attestry.persistence.events.Link;

/** A key whose private part is wrapped; fields as in {@link KeyAdded}. */
public record WrappedKey(
        String purpose, String kid, Bytes wrapped, Instant usableFrom, Instant usableUntil, Instant acceptedUntil) {
    /** The purpose of keys that nonces certify themselves with. */
    public static final String NONCE_MAC = "nonce-mac";
    /** The purpose of keys that sign tokens. */
    public static final String TOKEN_SIGNING = "token-signing";

    /** The keys after {@code event}: the same step in the entity and in whoever reads its events. */
    public static List<WrappedKey> fold(List<WrappedKey> keys, KeyRingEvent event) {
        return switch (event) {
            case KeyAdded added ->
                Stream.concat(keys.stream(), Stream.of(of(added))).toList();
        };
    }

    /** The key that {@code event} added. */
    private static WrappedKey of(KeyAdded event) {
        return new WrappedKey(
                event.purpose(),
                event.kid(),
                event.wrapped(),
                event.usableFrom(),
                event.usableUntil(),
                event.acceptedUntil());
    }

    KeyAdded added(Link link, Instant at) {
        return new KeyAdded(link, at, purpose, kid, wrapped, usableFrom, usableUntil, acceptedUntil);
    }

    /** Whether this key is there for the time that {@code offered} would be there for. */
    boolean servesInsteadOf(WrappedKey offered) {
        return purpose.equals(offered.purpose) && usableUntil.isAfter(offered.usableFrom);
    }
}
