package org.attestry.rego.value;

/** OPA's total order of terms: first by kind, then by content. */
final class TermOrder {
    private TermOrder() {}

    @SuppressWarnings("ReferenceEquality") // a shortcut before the comparison, not in its place
    static int compare(RegoValue a, RegoValue b) {
        if (a == b) return 0;
        int byKind = Integer.compare(rank(a), rank(b));
        if (byKind != 0) return byKind;
        return switch (a) {
            case RegoNull _ -> 0;
            case RegoBoolean x -> Boolean.compare(x.value(), ((RegoBoolean) b).value());
            case RegoNumber x -> x.compare((RegoNumber) b);
            case RegoString x -> RegoString.compare(x.value(), ((RegoString) b).value());
            case RegoArray x -> compareArrays(x, (RegoArray) b);
            case RegoObject x -> compareObjects(x, (RegoObject) b);
            case RegoSet x -> compareSets(x, (RegoSet) b);
        };
    }

    private static int rank(RegoValue value) {
        return switch (value) {
            case RegoNull _ -> 0;
            case RegoBoolean _ -> 1;
            case RegoNumber _ -> 2;
            case RegoString _ -> 3;
            case RegoArray _ -> 4;
            case RegoObject _ -> 5;
            case RegoSet _ -> 6;
        };
    }

    private static int compareArrays(RegoArray a, RegoArray b) {
        int end = Math.min(a.size(), b.size());
        for (int i = 0; i < end; i++) {
            int order = compare(a.get(i), b.get(i));
            if (order != 0) return order;
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int compareObjects(RegoObject a, RegoObject b) {
        int end = Math.min(a.size(), b.size());
        for (int i = 0; i < end; i++) {
            int order = compare(a.sortedKey(i), b.sortedKey(i));
            if (order == 0) order = compare(a.sortedValue(i), b.sortedValue(i));
            if (order != 0) return order;
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int compareSets(RegoSet a, RegoSet b) {
        int end = Math.min(a.size(), b.size());
        for (int i = 0; i < end; i++) {
            int order = compare(a.sorted(i), b.sorted(i));
            if (order != 0) return order;
        }
        return Integer.compare(a.size(), b.size());
    }
}
