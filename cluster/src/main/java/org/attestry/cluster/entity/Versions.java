package org.attestry.cluster.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Versions 1, 2, … of something, of which at most one is active.
 *
 * @param all in order of version
 * @param active the active version; 0 for none
 * @param <V> what a version is
 */
public record Versions<V>(List<V> all, int active) {
    public Versions {
        all = List.copyOf(all);
    }

    /** No versions. */
    public static <V> Versions<V> none() {
        return new Versions<>(List.of(), 0);
    }

    /** The number of the version to come. */
    public int next() {
        return all.size() + 1;
    }

    /** With one more version. */
    public Versions<V> with(V version) {
        var longer = new ArrayList<>(all);
        longer.add(version);
        return new Versions<>(longer, active);
    }

    /** With {@code version} the active one. */
    public Versions<V> activating(int version) {
        return new Versions<>(all, version);
    }

    /** The version of that number. */
    public Optional<V> find(int version, ToIntFunction<V> numberOf) {
        return all.stream().filter(each -> numberOf.applyAsInt(each) == version).findFirst();
    }

    /** The version that the request of that id added: the first, where an earlier release let it add several. */
    public Optional<V> addedBy(String requestId, Function<V, String> requestOf) {
        return all.stream()
                .filter(each -> requestOf.apply(each).equals(requestId))
                .findFirst();
    }
}
