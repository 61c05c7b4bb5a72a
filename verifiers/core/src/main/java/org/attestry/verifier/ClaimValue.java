package org.attestry.verifier;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    final class Group implements ClaimValue {
        private final OrderedMembers members;
        private final @Nullable Map<Function<?, ?>, Object> made;

        /** A group of {@code members}, which are copied. */
        public Group(SortedMap<String, ClaimValue> members) {
            this(new OrderedMembers(members), null);
        }

        private Group(OrderedMembers members, @Nullable Map<Function<?, ?>, Object> made) {
            this.members = members;
            this.made = made;
        }

        /** The values, in the order of their names; nobody changes them. */
        public Map<String, ClaimValue> members() {
            return members;
        }

        /** The same group for many trees: what is made of it is made once. */
        public Group shared() {
            return isShared() ? this : new Group(members, new ConcurrentHashMap<>());
        }

        /** Whether what is made of this group is kept with it. */
        public boolean isShared() {
            return made != null;
        }

        /**
         * What {@code maker} makes of this group, which depends on nothing else and is changed by nobody. A shared group keeps it under
         * {@code maker}, so that has to be a constant.
         */
        @SuppressWarnings("unchecked") // under a maker is what it made
        public <T> T made(Function<Group, T> maker) {
            return made == null ? maker.apply(this) : (T) made.computeIfAbsent(maker, _ -> maker.apply(this));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Group group && members.equals(group.members);
        }

        @Override
        public int hashCode() {
            return members.hashCode();
        }

        @Override
        public String toString() {
            return members.toString();
        }
    }
}
