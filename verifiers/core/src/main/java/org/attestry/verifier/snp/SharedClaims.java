package org.attestry.verifier.snp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.attestry.verifier.Claims;
import org.jspecify.annotations.Nullable;

/**
 * Parts of claims that many reports have in common, kept when they were made: what they say depends on {@code K} and on nothing else.
 *
 * <p>Reports that nobody signed ask too, so there is a limit, at which all are forgotten and made again.
 */
final class SharedClaims<K> {
    private static final int MOST = 256;

    private final Function<K, Claims> maker;
    private final Map<K, Claims> known = new ConcurrentHashMap<>();

    SharedClaims(Function<K, Claims> maker) {
        this.maker = maker;
    }

    Claims of(K key) {
        @Nullable Claims found = known.get(key);
        if (found != null) return found;
        if (known.size() >= MOST) known.clear();
        var made = maker.apply(key).shared();
        known.put(key, made);
        return made;
    }
}
