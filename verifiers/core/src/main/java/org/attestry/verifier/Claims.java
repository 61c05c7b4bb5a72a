package org.attestry.verifier;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What evidence says, as a tree of names and values that is the same, byte for byte, for the same evidence.
 *
 * <p>A dot in a name given to the {@link Builder} is nesting: {@code policy.debug} is {@code {"policy": {"debug": …}}}.
 *
 * @param root the whole tree
 */
public record Claims(ClaimValue.Group root) {
    /** No claims. */
    public static final Claims NONE = builder().build();

    /** A tree to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    /** The value under {@code path}, its names joined by dots. */
    public Optional<ClaimValue> at(String path) {
        @Nullable ClaimValue value = root;
        for (var name : path.split("\\.", -1)) {
            value = value instanceof ClaimValue.Group group ? group.members().get(name) : null;
        }
        return Optional.ofNullable(value);
    }

    /** The same claims, to be a part of many trees ({@link ClaimValue.Group#shared}). */
    public Claims shared() {
        return new Claims(root.shared());
    }

    /** The tree as JSON: keys in order of UTF-16 code units, no white space, whole numbers in full. */
    public String toJson() {
        return CanonicalJson.write(root);
    }

    /** Fills a tree; a name given twice is an error in the verifier. */
    public static final class Builder {
        private final SortedMap<String, Object> members = new TreeMap<>();

        private Builder() {}

        /** A text. */
        public Builder text(String name, String value) {
            return put(name, new ClaimValue.Text(value));
        }

        /** Octets, as lower-case hexadecimal digits. */
        public Builder hex(String name, Bytes value) {
            return text(name, value.hex());
        }

        /** A 64-bit field, written {@code 0x} and its digits without leading zeros. */
        public Builder hexNumber(String name, long unsigned) {
            return text(name, "0x" + Long.toHexString(unsigned));
        }

        /** A signed whole number. */
        public Builder whole(String name, long value) {
            return put(name, new ClaimValue.Whole(BigInteger.valueOf(value)));
        }

        /** A 64-bit field as an unsigned whole number. */
        public Builder unsigned(String name, long value) {
            return put(name, new ClaimValue.Whole(new BigInteger(Long.toUnsignedString(value))));
        }

        /** A truth value. */
        public Builder bool(String name, boolean value) {
            return put(name, new ClaimValue.Bool(value));
        }

        /** An instant, in UTC with {@code Z} and without fraction. */
        public Builder instant(String name, Instant value) {
            return text(name, value.truncatedTo(ChronoUnit.SECONDS).toString());
        }

        /** Known to be absent. */
        public Builder nothing(String name) {
            return put(name, new ClaimValue.Nothing());
        }

        /** Texts in order. */
        public Builder texts(String name, List<String> values) {
            return put(
                    name,
                    new ClaimValue.Many(values.stream()
                            .<ClaimValue>map(ClaimValue.Text::new)
                            .toList()));
        }

        /** Every claim of {@code other}, below {@code name}. */
        public Builder group(String name, Claims other) {
            return put(name, other.root());
        }

        /** Any value. */
        public Builder put(String name, ClaimValue value) {
            if (name.indexOf('.') < 0) return member(name, value);
            var names = name.split("\\.", -1);
            var group = members;
            for (int i = 0; i < names.length - 1; i++) group = below(group, names[i]);
            if (group.putIfAbsent(names[names.length - 1], value) != null) {
                throw new IllegalStateException("claim given twice: " + name);
            }
            return this;
        }

        /** A member whose name may hold dots. */
        public Builder member(String literalName, ClaimValue value) {
            if (members.putIfAbsent(literalName, value) != null)
                throw new IllegalStateException("claim given twice: " + literalName);
            return this;
        }

        @SuppressWarnings("unchecked") // a member is a ClaimValue or such a map, and nothing else is ever put
        private static SortedMap<String, Object> below(SortedMap<String, Object> group, String name) {
            var next = group.computeIfAbsent(name, _ -> new TreeMap<String, Object>());
            if (next instanceof ClaimValue) throw new IllegalStateException("claim is a value and a group: " + name);
            return (SortedMap<String, Object>) next;
        }

        /** The tree. */
        public Claims build() {
            return new Claims(freeze(members));
        }

        /** Groups take the place of the maps that were filled; a group copies its members, so nothing here is shared with it. */
        @SuppressWarnings("unchecked") // as in below()
        private static ClaimValue.Group freeze(SortedMap<String, Object> members) {
            members.replaceAll(
                    (_, value) -> value instanceof ClaimValue ? value : freeze((SortedMap<String, Object>) value));
            return new ClaimValue.Group((SortedMap<String, ClaimValue>) (SortedMap<String, ?>) members);
        }
    }
}
