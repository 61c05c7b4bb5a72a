package org.attestry.rego.value;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys in order of arrival with an optional value each: the body of objects and sets.
 *
 * <p>Up to eight entries are searched one by one; beyond that an open-addressed index is kept. Where more keys meet in
 * it than meet by chance, somebody has chosen them, and they are searched in term order from then on. The sorted order is
 * made when first asked for and published through a final field, so that readers on several threads may race for it.
 */
final class Table {
    private static final int LINEAR = 8;

    /** More steps than a search takes in an index that is half empty. */
    private static final int LONGEST_SEARCH = 128;

    private RegoValue[] keys;
    private RegoValue @Nullable [] values;
    private int[] hashes;
    private int size;
    private int @Nullable [] index;
    private @Nullable SortedMap<RegoValue, Integer> crowded;
    private @Nullable Order order;

    /** Positions of the keys in term order. */
    private static final class Order {
        private final int[] positions;

        private Order(int[] positions) {
            this.positions = positions;
        }
    }

    Table(int capacity, boolean withValues) {
        int room = Math.max(capacity, 2);
        keys = new RegoValue[room];
        values = withValues ? new RegoValue[room] : null;
        hashes = new int[room];
        if (room > LINEAR) index = newIndex(room);
    }

    private Table(
            RegoValue[] keys,
            RegoValue @Nullable [] values,
            int[] hashes,
            int @Nullable [] index,
            @Nullable SortedMap<RegoValue, Integer> crowded,
            @Nullable Order order) {
        this.keys = keys;
        this.values = values;
        this.hashes = hashes;
        this.size = keys.length;
        this.index = index;
        this.crowded = crowded;
        this.order = order;
    }

    /** The same entries without room for more, so that whatever is added goes to arrays of its own. */
    Table trimmed() {
        var least = Arrays.copyOf(keys, size);
        return new Table(least, values, Arrays.copyOf(hashes, size), index, crowded, new Order(sortedPositions()));
    }

    /** A table with the keys of this one, which is {@link #trimmed}, and values of its own. */
    Table with(RegoValue[] others) {
        if (others.length != size || keys.length != size) throw new IllegalArgumentException("not one value each");
        return new Table(keys, others, hashes, index, crowded, order);
    }

    int size() {
        return size;
    }

    /** The position of {@code name}, or -1; soonest found where it is the very object that is the key. */
    @SuppressWarnings("ReferenceEquality") // a shortcut before the comparison, not in its place
    int find(RegoString name) {
        if (index == null) {
            for (int i = 0; i < size; i++) if (keys[i] == name) return i;
        }
        return find((RegoValue) name);
    }

    /** The position of {@code key}, or -1. */
    int find(RegoValue key) {
        return find(key, key.hashCode());
    }

    private int find(RegoValue key, int hash) {
        var slots = index;
        if (slots == null) {
            for (int i = 0; i < size; i++) {
                if (hashes[i] == hash && keys[i].equals(key)) return i;
            }
            return -1;
        }
        if (crowded != null) return crowded.getOrDefault(key, -1);
        for (int slot = slot(hash, slots.length); ; slot = (slot + 1) & (slots.length - 1)) {
            int at = slots[slot] - 1;
            if (at < 0) return -1;
            if (hashes[at] == hash && keys[at].equals(key)) return at;
        }
    }

    /** Adds or replaces; true where the key is new. */
    boolean put(RegoValue key, @Nullable RegoValue value) {
        int hash = key.hashCode();
        int at = find(key, hash);
        if (at >= 0) {
            if (values != null && value != null) values[at] = value;
            return false;
        }
        append(key, hash, value);
        return true;
    }

    /** Adds a key known to be new. */
    void append(RegoValue key, @Nullable RegoValue value) {
        append(key, key.hashCode(), value);
    }

    private void append(RegoValue key, int hash, @Nullable RegoValue value) {
        if (size == keys.length) grow();
        keys[size] = key;
        hashes[size] = hash;
        if (values != null && value != null) values[size] = value;
        size++;
        order = null;
        if (crowded != null) crowded.put(key, size - 1);
        else if (index != null) insert(index, hash, size);
        else if (size > LINEAR) reindex(keys.length);
    }

    private void grow() {
        int room = keys.length * 2;
        keys = Arrays.copyOf(keys, room);
        hashes = Arrays.copyOf(hashes, room);
        if (values != null) values = Arrays.copyOf(values, room);
        if (crowded != null) crowded = new TreeMap<>(crowded);
        else if (index != null) reindex(room);
    }

    private void reindex(int room) {
        var slots = newIndex(room);
        index = slots;
        for (int i = 0; i < size && crowded == null; i++) insert(slots, hashes[i], i + 1);
    }

    private static int[] newIndex(int room) {
        return new int[Integer.highestOneBit(room * 2) << 1];
    }

    private void insert(int[] slots, int hash, int mark) {
        int slot = slot(hash, slots.length);
        for (int steps = 0; slots[slot] != 0; steps++) {
            if (steps == LONGEST_SEARCH) {
                crowd();
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = mark;
    }

    private void crowd() {
        crowded = new TreeMap<>(TermOrder::compare);
        for (int i = 0; i < size; i++) crowded.put(keys[i], i);
    }

    private static int slot(int hash, int length) {
        int mixed = hash * 0x9E3779B9;
        return (mixed ^ (mixed >>> 16)) & (length - 1);
    }

    RegoValue key(int at) {
        return keys[at];
    }

    RegoValue value(int at) {
        if (values == null) throw new IllegalStateException("a set has no values");
        return values[at];
    }

    int hash(int at) {
        return hashes[at];
    }

    /** Where the {@code rank}-th smallest key lies. */
    int sorted(int rank) {
        return sortedPositions()[rank];
    }

    /** The positions in term order; at least {@link #size} long, not to be changed. */
    int[] sortedPositions() {
        var known = order;
        if (known == null) {
            known = new Order(sort());
            order = known;
        }
        return known.positions;
    }

    private int[] sort() {
        var positions = new int[size];
        for (int i = 0; i < size; i++) positions[i] = i;
        if (size < 12) {
            insertionSort(positions);
            return positions;
        }
        return Arrays.stream(positions)
                .boxed()
                .sorted((a, b) -> TermOrder.compare(keys[a], keys[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void insertionSort(int[] positions) {
        for (int i = 1; i < positions.length; i++) {
            int moving = positions[i];
            int j = i - 1;
            while (j >= 0 && TermOrder.compare(keys[positions[j]], keys[moving]) > 0) {
                positions[j + 1] = positions[j];
                j--;
            }
            positions[j + 1] = moving;
        }
    }
}
