package org.attestry.rego.value;

/** Writes values as Rego source would: what {@code sprintf("%v")} and messages show. */
final class RegoNotation {
    private RegoNotation() {}

    static String write(RegoValue value) {
        var out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(RegoValue value, StringBuilder out) {
        switch (value) {
            case RegoArray array -> items(array, array.size(), '[', ']', out);
            case RegoSet set when set.size() == 0 -> out.append("set()");
            case RegoSet set -> items(set, set.size(), '{', '}', out);
            case RegoObject object -> entries(object, out);
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> out.append(value);
        }
    }

    private static void items(Iterable<RegoValue> items, int size, char open, char close, StringBuilder out) {
        out.append(open);
        int left = size;
        for (var item : items) {
            write(item, out);
            if (--left > 0) out.append(", ");
        }
        out.append(close);
    }

    private static void entries(RegoObject object, StringBuilder out) {
        out.append('{');
        for (int i = 0; i < object.size(); i++) {
            if (i > 0) out.append(", ");
            write(object.sortedKey(i), out);
            out.append(": ");
            write(object.sortedValue(i), out);
        }
        out.append('}');
    }
}
