package org.attestry.bytes;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Octets that nobody can change: value-equal, safe in records, and printed as a length and four bytes only.
 *
 * <p>{@link #sameAs} compares in constant time and is the one to use wherever a secret or a nonce is compared. They have an order so
 * that a hash table of octets that somebody chose to have one hash code is searched as a tree and not one by one.
 */
public final class Bytes implements Comparable<Bytes> {
    /** No octets at all. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] octets;

    /** Computed when it is first asked for, as a string's hash code is: content is named by it again and again. */
    private @Nullable Bytes sha256;

    private Bytes(byte[] octets) {
        this.octets = octets;
    }

    /** A copy of {@code octets}. */
    public static Bytes copyOf(byte[] octets) {
        return octets.length == 0 ? EMPTY : new Bytes(octets.clone());
    }

    /**
     * The {@code size} octets that {@code writer} puts into a buffer of as many, which it keeps no hold of.
     *
     * @throws IllegalStateException if it left some out
     */
    public static Bytes written(int size, Consumer<ByteBuffer> writer) {
        var octets = new byte[size];
        var out = ByteBuffer.wrap(octets);
        writer.accept(out);
        if (out.hasRemaining()) throw new IllegalStateException("fewer octets than were said");
        return new Bytes(octets);
    }

    /** A copy of {@code octets[from, to)}. */
    public static Bytes copyOf(byte[] octets, int from, int to) {
        return new Bytes(Arrays.copyOfRange(octets, from, to));
    }

    /** A copy of what remains in {@code octets}, whose position moves to its end. */
    public static Bytes copyOf(ByteBuffer octets) {
        var copy = new byte[octets.remaining()];
        octets.get(copy);
        return new Bytes(copy);
    }

    /** The octets named by literal values 0 to 255. */
    public static Bytes of(int... values) {
        var octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) octets[i] = (byte) values[i];
        return new Bytes(octets);
    }

    /** The UTF-8 encoding of {@code text}, as {@link Utf8#octets} has it. */
    public static Bytes utf8(String text) {
        return new Bytes(Utf8.octets(text));
    }

    /**
     * The octets written as lower- or upper-case hexadecimal digits.
     *
     * @throws IllegalArgumentException if a character is not a hexadecimal digit or their number is odd
     */
    public static Bytes fromHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    /**
     * The octets written as unpadded base64url (RFC 4648 section 5); padding, white space and non-zero trailing bits are refused.
     *
     * @throws IllegalArgumentException if the text is not the one canonical encoding
     */
    public static Bytes fromBase64Url(String text) {
        var decoded = new Bytes(Base64.getUrlDecoder().decode(text));
        if (!text.endsWith(decoded.lastBase64UrlGroup()) || text.length() != (decoded.size() * 4 + 2) / 3) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return decoded;
    }

    /** The only characters in which two texts with the same octets can differ, padding apart. */
    private String lastBase64UrlGroup() {
        int from = (octets.length - 1) / 3 * 3;
        return slice(Math.max(from, 0), octets.length).base64Url();
    }

    /** All parts, one after the other. */
    public static Bytes concat(Bytes... parts) {
        int size = 0;
        for (var part : parts) size += part.size();
        return written(size, out -> {
            for (var part : parts) out.put(part.octets);
        });
    }

    /** The number of octets. */
    public int size() {
        return octets.length;
    }

    /** Whether there are no octets. */
    public boolean isEmpty() {
        return octets.length == 0;
    }

    /** The octet at {@code index}, 0 to 255. */
    public int at(int index) {
        return octets[index] & 0xff;
    }

    /** The octets from {@code from} to before {@code to}. */
    public Bytes slice(int from, int to) {
        if (from < 0 || from > to || to > octets.length) {
            throw new IndexOutOfBoundsException("[" + from + ", " + to + ") of " + octets.length);
        }
        return from == 0 && to == octets.length ? this : new Bytes(Arrays.copyOfRange(octets, from, to));
    }

    /** The same octets in reverse order. */
    public Bytes reversed() {
        var turned = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) turned[i] = octets[octets.length - 1 - i];
        return new Bytes(turned);
    }

    /** Whether every octet is zero; true of no octets. */
    public boolean allZero() {
        int any = 0;
        for (byte octet : octets) any |= octet;
        return any == 0;
    }

    /** Whether both have the same octets, compared in constant time. */
    public boolean sameAs(Bytes other) {
        return MessageDigest.isEqual(octets, other.octets);
    }

    /** SHA-256 of the octets, 32 octets. */
    public Bytes sha256() {
        @Nullable Bytes known = sha256;
        if (known == null) {
            known = digest("SHA-256");
            sha256 = known;
        }
        return known;
    }

    /** SHA-384 of the octets, 48 octets. */
    public Bytes sha384() {
        return digest("SHA-384");
    }

    /** SHA-512 of the octets, 64 octets. */
    public Bytes sha512() {
        return digest("SHA-512");
    }

    private Bytes digest(String algorithm) {
        try {
            return new Bytes(MessageDigest.getInstance(algorithm).digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is required of every Java platform", e);
        }
    }

    /** A fresh copy of the octets. */
    public byte[] toArray() {
        return octets.clone();
    }

    /** The text whose UTF-8 encoding (RFC 3629) these octets are; empty if they are none's. */
    public Optional<String> utf8Text() {
        var text = new String(octets, StandardCharsets.UTF_8);
        // stands for what is malformed, and for itself, which is told by encoding it again
        boolean exact = text.indexOf('\uFFFD') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), octets);
        return exact ? Optional.of(text) : Optional.empty();
    }

    /** A read-only view of the octets. */
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(octets).asReadOnlyBuffer();
    }

    /** A stream over the octets. */
    public InputStream stream() {
        return new ByteArrayInputStream(octets);
    }

    /** Lower-case hexadecimal digits, no prefix. */
    public String hex() {
        return HexFormat.of().formatHex(octets);
    }

    /** Unpadded base64url (RFC 4648 section 5). */
    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** By the first octet that differs, unsigned; of two that agree the shorter comes first. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(octets, other.octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(octets, bytes.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** A length and at most four octets: enough to tell values apart in a log, too little to use them. */
    @Override
    public String toString() {
        return octets.length <= 4 ? hex() : octets.length + "B:" + slice(0, 4).hex() + "..";
    }
}
