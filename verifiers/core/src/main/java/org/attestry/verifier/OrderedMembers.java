package org.attestry.verifier;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The members of a group in the order of their names, which nobody changes: in arrays, as they are walked far more often than searched. */
final class OrderedMembers extends AbstractMap<String, ClaimValue> {
    private final String[] names;
    private final ClaimValue[] values;

    /** A copy of {@code members}, which are in their natural order. */
    OrderedMembers(SortedMap<String, ClaimValue> members) {
        if (members.comparator() != null) throw new IllegalArgumentException("members have an order of their own");
        names = members.keySet().toArray(String[]::new);
        values = members.values().toArray(ClaimValue[]::new);
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public @Nullable ClaimValue get(@Nullable Object name) {
        int at = name instanceof String text ? Arrays.binarySearch(names, text) : -1;
        return at < 0 ? null : values[at];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super ClaimValue> action) {
        for (int i = 0; i < names.length; i++) action.accept(names[i], values[i]);
    }

    @Override
    public Set<Map.Entry<String, ClaimValue>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Map.Entry<String, ClaimValue>> iterator() {
                return IntStream.range(0, names.length)
                        .mapToObj(i -> Map.entry(names[i], values[i]))
                        .iterator();
            }
        };
    }
}
