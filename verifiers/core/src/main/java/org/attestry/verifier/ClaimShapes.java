package org.attestry.verifier;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every claim that the acceptances of a verifier can hold, by its path, with its shape. A claim that stands here may be missing from one
 * piece of evidence; one that does not stand here is in none.
 */
public record ClaimShapes(SortedMap<String, ClaimShape> byPath) {
    /** Of a verifier that accepts nothing. */
    public static final ClaimShapes NONE = builder().build();

    public ClaimShapes {
        byPath = Collections.unmodifiableSortedMap(new TreeMap<>(byPath));
    }

    /** To be filled, with words that are those of {@link Claims.Builder}. */
    public static Builder builder() {
        return new Builder();
    }

    /** What is declared here or in {@code other}: for two verifiers of one TEE, either of which may have made a claim. */
    public ClaimShapes and(ClaimShapes other) {
        var all = new TreeMap<>(byPath);
        other.byPath.forEach((path, shape) -> all.merge(path, shape, ClaimShapes::either));
        return new ClaimShapes(all);
    }

    /** Shapes of one name that differ are told apart by nobody before evidence comes. */
    private static ClaimShape either(ClaimShape one, ClaimShape other) {
        return one.equals(other) ? one : new ClaimShape.Anything();
    }

    /** What stands at {@code path}: what is declared there, or for a group above it of which nothing is known beforehand. */
    public Optional<ClaimShape> at(String path) {
        var declared = Optional.ofNullable(byPath.get(path));
        for (int dot = path.lastIndexOf('.'); declared.isEmpty() && dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
            declared = Optional.ofNullable(byPath.get(path.substring(0, dot)))
                    .filter(shape -> shape instanceof ClaimShape.Anything);
        }
        return declared;
    }

    /** The names of what is declared directly in the group at {@code path}; the outermost ones for the empty path. */
    public SortedSet<String> in(String path) {
        var prefix = path.isEmpty() ? "" : path + ".";
        var names = new TreeSet<String>();
        for (var declared : byPath.keySet()) {
            if (declared.startsWith(prefix))
                names.add(declared.substring(prefix.length()).split("\\.", 2)[0]);
        }
        return names;
    }

    /** The paths of {@code claims} that are not declared, or hold what does not fit: none, if the declaration is true. */
    public List<String> contradictedBy(Claims claims) {
        var paths = new ArrayList<String>();
        contradicted("", claims.root(), paths);
        return List.copyOf(paths);
    }

    private void contradicted(String prefix, ClaimValue.Group group, List<String> paths) {
        group.members().forEach((name, value) -> {
            var path = prefix + name;
            var shape = at(path);
            if (shape.isEmpty() && value instanceof ClaimValue.Group inner) contradicted(path + ".", inner, paths);
            else if (shape.filter(declared -> declared.fits(value)).isEmpty()) paths.add(path);
        });
    }

    /** Collects shapes; a path given twice is an error in the verifier. */
    public static final class Builder {
        private final SortedMap<String, ClaimShape> byPath = new TreeMap<>();

        private Builder() {}

        /** Any text. */
        public Builder text(String path) {
            return put(path, new ClaimShape.Text());
        }

        /** One of some words. */
        public Builder word(String path, String... words) {
            return put(path, new ClaimShape.Word(List.of(words)));
        }

        /** So many octets; of several sizes any one. */
        public Builder hex(String path, Integer... sizes) {
            return put(path, new ClaimShape.Hex(List.of(sizes)));
        }

        /** A 64-bit field, written {@code 0x…}. */
        public Builder hexNumber(String path) {
            return put(path, new ClaimShape.HexNumber());
        }

        /** A whole number, both bounds included. */
        public Builder whole(String path, long least, long most) {
            return put(path, new ClaimShape.Whole(BigInteger.valueOf(least), BigInteger.valueOf(most)));
        }

        /** A whole number of so many bits, 0 or more. */
        public Builder unsigned(String path, int bits) {
            var most = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            return put(path, new ClaimShape.Whole(BigInteger.ZERO, most));
        }

        /** A truth value. */
        public Builder bool(String path) {
            return put(path, new ClaimShape.Truth());
        }

        /** An instant. */
        public Builder instant(String path) {
            return put(path, new ClaimShape.Time());
        }

        /** Texts in order. */
        public Builder texts(String path) {
            return put(path, new ClaimShape.Many(new ClaimShape.Text()));
        }

        /** Whatever its issuer writes, at this path and below. */
        public Builder anything(String path) {
            return put(path, new ClaimShape.Anything());
        }

        /** Everything that {@code other} declares, below {@code path}. */
        public Builder group(String path, ClaimShapes other) {
            other.byPath().forEach((below, shape) -> put(path + "." + below, shape));
            return this;
        }

        /** A shape. */
        public Builder put(String path, ClaimShape shape) {
            if (byPath.putIfAbsent(path, shape) != null) {
                throw new IllegalStateException("claim declared twice: " + path);
            }
            return this;
        }

        /** All of it. */
        public ClaimShapes build() {
            return new ClaimShapes(byPath);
        }
    }
}
