package org.attestry.rego.value;

/** A string of Unicode scalar values; ordered by code point, as UTF-8 bytes would be. */
public final class RegoString implements RegoValue {
    private final String value;

    private RegoString(String value) {
        this.value = value;
    }

    public static RegoString of(String value) {
        return new RegoString(value);
    }

    public String value() {
        return value;
    }

    /** Code-point order: the UTF-16 order of Java differs from it above U+FFFF. */
    static int compare(String a, String b) {
        int end = Math.min(a.length(), b.length());
        for (int i = 0; i < end; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x == y) continue;
            boolean high = Character.isSurrogate(x);
            return high == Character.isSurrogate(y) ? Character.compare(x, y) : high ? 1 : -1;
        }
        return Integer.compare(a.length(), b.length());
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof RegoString that && value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String typeName() {
        return "string";
    }

    @Override
    public String toString() {
        return GoQuote.string(value, false);
    }
}
