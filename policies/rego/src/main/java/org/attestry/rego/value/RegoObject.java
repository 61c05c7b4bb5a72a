package org.attestry.rego.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An object: values by key, read in the order of its keys. Any value may be a key; JSON needs strings. */
public final class RegoObject implements RegoValue {
    public static final RegoObject EMPTY = new RegoObject(0);

    private final Table table;
    private int hash;

    RegoObject(int capacity) {
        table = new Table(capacity, true);
    }

    RegoObject(Table table) {
        this.table = table;
    }

    public static RegoObject of(Map<String, ? extends RegoValue> entries) {
        return of(entries, value -> value);
    }

    /** What {@code each} makes of the values, under their names. */
    public static <V> RegoObject of(Map<String, V> entries, Function<? super V, ? extends RegoValue> each) {
        var made = new RegoObject(entries.size());
        entries.forEach((key, value) -> made.table.append(Names.of(key), each.apply(value)));
        return made;
    }

    /** Keys and values in turn. */
    public static RegoObject of(String key, RegoValue value, Object... more) {
        var made = new RegoObject(1 + more.length / 2);
        made.put(Names.of(key), value);
        for (int i = 0; i < more.length; i += 2) made.put(Names.of((String) more[i]), (RegoValue) more[i + 1]);
        return made;
    }

    boolean put(RegoValue key, RegoValue value) {
        hash = 0;
        return table.put(key, value);
    }

    public int size() {
        return table.size();
    }

    public @Nullable RegoValue get(RegoValue key) {
        int at = table.find(key);
        return at < 0 ? null : table.value(at);
    }

    public @Nullable RegoValue get(RegoString name) {
        int at = table.find(name);
        return at < 0 ? null : table.value(at);
    }

    public @Nullable RegoValue get(String name) {
        return get(RegoString.of(name));
    }

    public boolean has(RegoValue key) {
        return table.find(key) >= 0;
    }

    /** The {@code rank}-th smallest key. */
    public RegoValue sortedKey(int rank) {
        return table.key(table.sorted(rank));
    }

    /** The value of the {@code rank}-th smallest key. */
    public RegoValue sortedValue(int rank) {
        return table.value(table.sorted(rank));
    }

    /** All entries in the order of their keys. */
    public void forEach(BiConsumer<? super RegoValue, ? super RegoValue> visitor) {
        var positions = table.sortedPositions();
        for (int position : positions) visitor.accept(table.key(position), table.value(position));
    }

    public List<RegoValue> keys() {
        var keys = new ArrayList<RegoValue>(size());
        forEach((key, _) -> keys.add(key));
        return keys;
    }

    /** A copy with one entry added or replaced. */
    public RegoObject with(RegoValue key, RegoValue value) {
        var copy = copy(1);
        copy.put(key, value);
        return copy;
    }

    RegoObject copy(int more) {
        var copy = new RegoObject(size() + more);
        for (int i = 0; i < table.size(); i++) copy.table.append(table.key(i), table.value(i));
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) return true;
        if (!(other instanceof RegoObject that) || size() != that.size()) return false;
        for (int i = 0; i < table.size(); i++) {
            var theirs = that.get(table.key(i));
            if (theirs == null || !theirs.equals(table.value(i))) return false;
        }
        return true;
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = 11;
            for (int i = 0; i < table.size(); i++)
                h += table.hash(i) ^ (31 * table.value(i).hashCode());
            hash = h;
        }
        return h;
    }

    @Override
    public String typeName() {
        return "object";
    }

    @Override
    public String toString() {
        return RegoNotation.write(this);
    }
}
