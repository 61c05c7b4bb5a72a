package org.attestry.persistence.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/** All durable shapes of one kind, by manifest; what is not in the table is neither written nor read. */
public final class CodecTable {
    private final SortedMap<String, Codec<?>> byManifest = new TreeMap<>();
    private final Map<Class<?>, Codec<?>> byType = new HashMap<>();

    private CodecTable(List<Codec<?>> rows) {
        for (var row : rows) {
            if (byManifest.putIfAbsent(row.manifest(), row) != null) {
                throw new IllegalArgumentException("two rows for manifest " + row.manifest());
            }
            if (row.current() && byType.putIfAbsent(row.type(), row) != null) {
                throw new IllegalArgumentException("two rows write " + row.type());
            }
        }
    }

    /**
     * The table of these rows.
     *
     * @throws IllegalArgumentException if two rows share a manifest, or two that are written share a class
     */
    public static CodecTable of(Codec<?>... rows) {
        return new CodecTable(List.of(rows));
    }

    /** The manifest under which {@code value} is written: that of its very class. */
    public String manifestOf(Object value) {
        return rowOf(value).manifest();
    }

    /** The octets of {@code value}. */
    public Bytes write(Object value) {
        return rowOf(value).write(value);
    }

    /**
     * The value that {@code octets} hold under {@code manifest}.
     *
     * @throws Unreadable if the manifest is not in the table, or the octets are not exactly one value of it
     */
    public Object read(String manifest, Bytes octets) {
        var row = row(manifest);
        try {
            return row.read(octets);
        } catch (RuntimeException e) {
            throw new Unreadable(manifest, "not one whole value of its shape", e);
        }
    }

    /**
     * The row of {@code manifest}.
     *
     * @throws Unreadable if the manifest is not in the table
     */
    public Codec<?> row(String manifest) {
        @Nullable Codec<?> row = byManifest.get(manifest);
        if (row == null) throw new Unreadable(manifest, "this release knows no such manifest", null);
        return row;
    }

    /** All rows in the order of their manifests, superseded ones too: what the golden tests walk. */
    public List<Codec<?>> rows() {
        return List.copyOf(byManifest.values());
    }

    private Codec<?> rowOf(Object value) {
        @Nullable Codec<?> row = byType.get(value.getClass());
        if (row == null) throw new IllegalArgumentException("no row of the codec table writes " + value.getClass());
        return row;
    }
}
