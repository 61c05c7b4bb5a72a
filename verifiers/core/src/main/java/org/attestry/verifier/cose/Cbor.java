package org.attestry.verifier.cose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.bytes.Reader;

/**
 * A CBOR item (RFC 8949) of the kinds that attestation formats use. Lengths are definite, arguments minimal, integers fit 64 bits
 * signed, the keys of maps are integers or text, and there are no floating-point numbers; whatever else comes is a {@link Malformed}.
 */
public sealed interface Cbor {
    /** What a map has its items under (RFC 9052 section 1.4): ordered, since labels can be chosen to meet in a hash table. */
    sealed interface Label extends Cbor, Comparable<Label> {
        /** Integers by value, and then texts in order of UTF-16 code units. */
        @Override
        default int compareTo(Label other) {
            return switch (this) {
                case Int(long value) -> other instanceof Int(long others) ? Long.compare(value, others) : -1;
                case Text(var value) -> other instanceof Text(var others) ? value.compareTo(others) : 1;
            };
        }
    }

    /** A signed or unsigned integer. */
    record Int(long value) implements Label {}

    /** A byte string. */
    record Octets(Bytes value) implements Cbor {}

    /** A text string. */
    record Text(String value) implements Label {}

    /** An array. */
    record Array(List<Cbor> items) implements Cbor {
        public Array {
            items = List.copyOf(items);
        }
    }

    /** A map; no label comes twice. */
    record Fields(SortedMap<Label, Cbor> entries) implements Cbor {
        public Fields {
            entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        }
    }

    /** A tagged item. */
    record Tagged(long tag, Cbor item) implements Cbor {}

    /** A simple value: 20 false, 21 true, 22 null, 23 undefined. */
    record Simple(int value) implements Cbor {}

    /**
     * Reads one item that fills {@code encoded}.
     *
     * @throws Malformed if it is anything else
     */
    static Cbor parse(Bytes encoded) {
        var in = new Reader(encoded);
        var item = Parser.item(in, 0);
        in.end();
        return item;
    }

    /** Recursive descent over a {@link Reader}; its depth is bounded, and a count never makes it reserve room. */
    final class Parser {
        private static final int DEEPEST = 16;

        private Parser() {}

        private static Cbor item(Reader in, int depth) {
            if (depth > DEEPEST) throw new Malformed("CBOR", "nested too deeply");
            int head = in.u8("CBOR");
            int low = head & 0x1f;
            long argument = argument(in, low);
            return switch (head >>> 5) {
                case 0 -> new Int(argument);
                case 1 -> new Int(-1 - argument);
                case 2 -> new Octets(string(in, argument));
                case 3 -> new Text(utf8(string(in, argument)));
                case 4 -> array(in, argument, depth);
                case 5 -> fields(in, argument, depth);
                case 6 -> new Tagged(argument, item(in, depth + 1));
                default -> simple(low, argument);
            };
        }

        private static long argument(Reader in, int low) {
            if (low < 24) return low;
            if (low > 27) throw new Malformed("CBOR", "indefinite length or reserved");
            int size = 1 << (low - 24);
            long value = 0;
            for (int i = 0; i < size; i++) value = (value << 8) | in.u8("CBOR argument");
            boolean minimal = size == 1 ? value >= 24 : value >>> (4 * size) != 0;
            if (!minimal || value < 0) throw new Malformed("CBOR argument", "not minimal, or above 63 bits");
            return value;
        }

        private static Bytes string(Reader in, long length) {
            if (length > in.remaining()) throw new Malformed("CBOR string", "longer than what is left");
            return in.bytes("CBOR string", (int) length);
        }

        private static String utf8(Bytes octets) {
            return octets.utf8Text().orElseThrow(() -> new Malformed("CBOR text", "not UTF-8"));
        }

        private static Cbor array(Reader in, long count, int depth) {
            if (count > in.remaining()) throw new Malformed("CBOR array", "longer than what is left");
            var items = new ArrayList<Cbor>();
            for (long i = 0; i < count; i++) items.add(item(in, depth + 1));
            return new Array(items);
        }

        private static Cbor fields(Reader in, long count, int depth) {
            if (count > in.remaining() / 2) throw new Malformed("CBOR map", "longer than what is left");
            var entries = new TreeMap<Label, Cbor>();
            for (long i = 0; i < count; i++) {
                if (!(item(in, depth + 1) instanceof Label label))
                    throw new Malformed("CBOR map", "key neither an integer nor text");
                if (entries.putIfAbsent(label, item(in, depth + 1)) != null)
                    throw new Malformed("CBOR map", "key given twice");
            }
            return new Fields(entries);
        }

        private static Cbor simple(int low, long argument) {
            if (low > 23) throw new Malformed("CBOR", "floating-point number or reserved simple value");
            return new Simple((int) argument);
        }
    }
}
