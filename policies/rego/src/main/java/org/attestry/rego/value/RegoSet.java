package org.attestry.rego.value;

import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A set, read in term order. JSON writes it as an array in that order. */
public final class RegoSet implements RegoValue, Iterable<RegoValue> {
    public static final RegoSet EMPTY = new RegoSet(0);

    private final Table table;
    private int hash;

    RegoSet(int capacity) {
        table = new Table(capacity, false);
    }

    public static RegoSet of(Collection<? extends RegoValue> items) {
        var made = new RegoSet(items.size());
        items.forEach(made::add);
        return made;
    }

    boolean add(RegoValue item) {
        hash = 0;
        return table.put(item, null);
    }

    public int size() {
        return table.size();
    }

    public boolean contains(RegoValue item) {
        return table.find(item) >= 0;
    }

    /** The {@code rank}-th smallest item. */
    public RegoValue sorted(int rank) {
        return table.key(table.sorted(rank));
    }

    public RegoArray toArray() {
        var array = RegoArray.building(size());
        for (var item : this) array.append(item);
        return array;
    }

    /** In term order. */
    @Override
    public Iterator<RegoValue> iterator() {
        var positions = table.sortedPositions();
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < positions.length;
            }

            @Override
            public RegoValue next() {
                if (next >= positions.length) throw new NoSuchElementException();
                return table.key(positions[next++]);
            }
        };
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) return true;
        if (!(other instanceof RegoSet that) || size() != that.size()) return false;
        for (int i = 0; i < table.size(); i++) if (!that.contains(table.key(i))) return false;
        return true;
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = 13;
            for (int i = 0; i < table.size(); i++) h += 31 * table.hash(i);
            hash = h;
        }
        return h;
    }

    @Override
    public String typeName() {
        return "set";
    }

    @Override
    public String toString() {
        return RegoNotation.write(this);
    }
}
