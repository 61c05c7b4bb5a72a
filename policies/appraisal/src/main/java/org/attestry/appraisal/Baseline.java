package org.attestry.appraisal;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.CanonicalJson;
import org.attestry.verifier.ClaimValue;

/**
 * One version of a set of Reference Values (RFC 9334 section 8.3) for one kind of TEE.
 *
 * @param tee the kind of TEE, f.e. {@code snp}
 * @param name the baseline's name
 * @param version 1, 2, …
 * @param values for a claim's path the texts that are wanted; any one of them will do
 * @param minimum for a claim's path the least whole number that is wanted
 * @param notBefore valid from this instant on
 * @param notAfter valid before this instant
 */
public record Baseline(
        String tee,
        String name,
        int version,
        SortedMap<String, List<String>> values,
        SortedMap<String, Long> minimum,
        Instant notBefore,
        Instant notAfter) {

    public Baseline {
        require(!tee.isBlank() && !name.isBlank(), "a baseline has a TEE and a name");
        values = texts(values);
        minimum = numbers(minimum);
        require(notBefore.isBefore(notAfter), "a baseline ends after it begins");
    }

    @SuppressWarnings("ConstantValue") // a document may hold null where it should not
    private static SortedMap<String, List<String>> texts(SortedMap<String, List<String>> values) {
        var copy = new TreeMap<String, List<String>>();
        values.forEach((path, wanted) -> {
            require(wanted != null && wanted.stream().noneMatch(Objects::isNull), "a value of " + path + " is a text");
            copy.put(claim(path), List.copyOf(wanted));
        });
        return Collections.unmodifiableSortedMap(copy);
    }

    @SuppressWarnings("ConstantValue") // as above
    private static SortedMap<String, Long> numbers(SortedMap<String, Long> minimum) {
        minimum.forEach((path, least) -> {
            var _ = claim(path);
            require(least != null && least >= 0, "the minimum of " + path + " is a whole number, 0 or more");
        });
        return Collections.unmodifiableSortedMap(new TreeMap<>(minimum));
    }

    /** A claim's path: names with dots between them. */
    private static String claim(String path) {
        require(
                !path.isBlank() && Stream.of(path.split("\\.", -1)).noneMatch(String::isBlank),
                "not a claim's path: '" + path + "'");
        return path;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalArgumentException(otherwise);
    }

    /** A baseline that wants nothing: what evidence is appraised against where none is active. Default policies deny with it. */
    public static Baseline empty(String tee) {
        return new Baseline(tee, "none", 0, new TreeMap<>(), new TreeMap<>(), Instant.EPOCH, Instant.MAX);
    }

    /** {@code name@version}; that of the empty one is no other's, since versions begin with 1. */
    public String id() {
        return name + "@" + version;
    }

    /** Whether it may be used at {@code instant}. */
    public boolean validAt(Instant instant) {
        return !instant.isBefore(notBefore) && instant.isBefore(notAfter);
    }

    /** The document as it is stored and given to policies as {@code data.baseline}. */
    public ClaimValue.Group tree() {
        var members = new TreeMap<String, ClaimValue>();
        members.put("tee", new ClaimValue.Text(tee));
        members.put("name", new ClaimValue.Text(name));
        members.put("version", new ClaimValue.Whole(BigInteger.valueOf(version)));
        members.put("values", wantedTexts());
        members.put("minimum", wantedNumbers());
        members.put("not_before", new ClaimValue.Text(notBefore.toString()));
        members.put("not_after", new ClaimValue.Text(notAfter.toString()));
        return new ClaimValue.Group(members);
    }

    private ClaimValue.Group wantedTexts() {
        var members = new TreeMap<String, ClaimValue>();
        values.forEach((path, wanted) -> members.put(
                path,
                new ClaimValue.Many(
                        wanted.stream().<ClaimValue>map(ClaimValue.Text::new).toList())));
        return new ClaimValue.Group(members);
    }

    private ClaimValue.Group wantedNumbers() {
        var members = new TreeMap<String, ClaimValue>();
        minimum.forEach((path, least) -> members.put(path, new ClaimValue.Whole(BigInteger.valueOf(least))));
        return new ClaimValue.Group(members);
    }

    /** The canonical JSON of {@link #tree}, UTF-8. */
    public Bytes encoded() {
        return CanonicalJson.octets(tree());
    }

    /** SHA-256 of {@link #encoded}: the name under which it stands in audit records. */
    public Bytes digest() {
        return encoded().sha256();
    }
}
