package org.attestry.appraisal;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
        var copy = new TreeMap<String, List<String>>();
        values.forEach((path, wanted) -> copy.put(path, List.copyOf(wanted)));
        values = Collections.unmodifiableSortedMap(copy);
        minimum = Collections.unmodifiableSortedMap(new TreeMap<>(minimum));
        if (!notBefore.isBefore(notAfter)) throw new IllegalArgumentException("a baseline ends after it begins");
    }

    /** A baseline that wants nothing: what evidence is appraised against where none is active. Default policies deny with it. */
    public static Baseline empty(String tee) {
        return new Baseline(tee, "none", 0, new TreeMap<>(), new TreeMap<>(), Instant.EPOCH, Instant.MAX);
    }

    /** Whether it may be used at {@code instant}. */
    public boolean validAt(Instant instant) {
        return !instant.isBefore(notBefore) && instant.isBefore(notAfter);
    }

    /** The document as it is stored and given to policies as {@code input.baseline}. */
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
        return Bytes.utf8(CanonicalJson.write(tree()));
    }

    /** SHA-256 of {@link #encoded}: the name under which it stands in audit records. */
    public Bytes digest() {
        return encoded().sha256();
    }
}
