package org.attestry.verifier;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A value of a claim: the JSON types, whole numbers exact, objects ordered by key. */
public sealed interface ClaimValue {
    /** Text; octets are written as lower-case hexadecimal digits. */
    record Text(String value) implements ClaimValue {}

    /** A whole number of any size. */
    record Whole(BigInteger value) implements ClaimValue {}

    /** True or false. */
    record Bool(boolean value) implements ClaimValue {}

    /** Known to be absent, as against not said. */
    record Nothing() implements ClaimValue {}

    /** Values in order. */
    record Many(List<ClaimValue> values) implements ClaimValue {
        public Many {
            values = List.copyOf(values);
        }
    }

    /** Values by name. */
    record Group(SortedMap<String, ClaimValue> members) implements ClaimValue {
        public Group {
            members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        }
    }
}
