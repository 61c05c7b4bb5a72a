package org.attestry.rego.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An array. Long ones answer {@link #contains} from an index of hashes that is made once. */
public final class RegoArray implements RegoValue, Iterable<RegoValue> {
    public static final RegoArray EMPTY = new RegoArray(new RegoValue[0], 0);

    private static final int INDEXED = 12;

    private RegoValue[] items;
    private int size;
    private int hash;
    private @Nullable Members members;

    /** The items as a table, published safely through its final field. */
    private record Members(Table table) {}

    private RegoArray(RegoValue[] items, int size) {
        this.items = items;
        this.size = size;
    }

    public static RegoArray of(RegoValue... items) {
        return new RegoArray(items.clone(), items.length);
    }

    public static RegoArray of(Collection<? extends RegoValue> items) {
        var copy = items.toArray(new RegoValue[0]);
        return new RegoArray(copy, copy.length);
    }

    static RegoArray building(int capacity) {
        return new RegoArray(new RegoValue[Math.max(capacity, 4)], 0);
    }

    void append(RegoValue item) {
        if (size == items.length) items = Arrays.copyOf(items, Math.max(4, size * 2));
        items[size++] = item;
        hash = 0;
    }

    public int size() {
        return size;
    }

    /**
     * The item at an index from 0.
     *
     * @throws IndexOutOfBoundsException beyond the end
     */
    public RegoValue get(int at) {
        if (at >= size) throw new IndexOutOfBoundsException(at);
        return items[at];
    }

    /** The item at a whole number within the array, or null. */
    public @Nullable RegoValue find(RegoValue key) {
        if (!(key instanceof RegoNumber number)) return null;
        if (number.isSmall()) {
            long at = number.smallValue();
            return at >= 0 && at < size ? items[(int) at] : null;
        }
        return null;
    }

    public boolean contains(RegoValue item) {
        if (size < INDEXED) {
            for (int i = 0; i < size; i++) if (items[i].equals(item)) return true;
            return false;
        }
        var known = members;
        if (known == null) {
            var table = new Table(size, false);
            for (int i = 0; i < size; i++) table.put(items[i], null);
            known = new Members(table);
            members = known;
        }
        return known.table.find(item) >= 0;
    }

    public RegoArray slice(int from, int to) {
        return new RegoArray(Arrays.copyOfRange(items, from, to), to - from);
    }

    public List<RegoValue> asList() {
        return List.of(Arrays.copyOf(items, size));
    }

    public Stream<RegoValue> stream() {
        return Arrays.stream(items, 0, size);
    }

    @Override
    public Iterator<RegoValue> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public RegoValue next() {
                if (next >= size) throw new NoSuchElementException();
                return items[next++];
            }
        };
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) return true;
        if (!(other instanceof RegoArray that) || size != that.size) return false;
        for (int i = 0; i < size; i++) if (!items[i].equals(that.items[i])) return false;
        return true;
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = 7;
            for (int i = 0; i < size; i++) h = 31 * h + items[i].hashCode();
            hash = h;
        }
        return h;
    }

    @Override
    public String typeName() {
        return "array";
    }

    @Override
    public String toString() {
        return RegoNotation.write(this);
    }
}
