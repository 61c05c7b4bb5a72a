package org.attestry.rego.value;

/**
 * Builds collections in place.
 *
 * <p>A collection may be changed only by the code that made it and only until anyone else has seen it; after that it
 * is as immutable as every other value.
 */
public final class Building {
    private Building() {}

    public static RegoArray array(int capacity) {
        return RegoArray.building(capacity);
    }

    public static RegoObject object(int capacity) {
        return new RegoObject(capacity);
    }

    public static RegoSet set(int capacity) {
        return new RegoSet(capacity);
    }

    public static void append(RegoArray array, RegoValue item) {
        array.append(item);
    }

    /** Adds or replaces; true where the key is new. */
    public static boolean put(RegoObject object, RegoValue key, RegoValue value) {
        return object.put(key, value);
    }

    /** True where the item is new. */
    public static boolean add(RegoSet set, RegoValue item) {
        return set.add(item);
    }

    /** A copy that may be changed, with room for {@code more} entries. */
    public static RegoObject copy(RegoObject object, int more) {
        return object.copy(more);
    }
}
