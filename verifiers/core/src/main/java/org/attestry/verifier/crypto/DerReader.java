package org.attestry.verifier.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;

/**
 * Reads DER (ITU-T X.690) front to back; whatever BER would allow beyond the one DER encoding is a {@link Malformed}.
 *
 * <p>Tags are single octets, lengths minimal and definite. The reader descends only where its caller does, so that nesting in the
 * input cannot exhaust the stack.
 */
public final class DerReader {
    /** Tags of the universal class, and the two that X.509 uses of the context class. */
    public static final int BOOLEAN = 0x01;

    public static final int INTEGER = 0x02;
    public static final int BIT_STRING = 0x03;
    public static final int OCTET_STRING = 0x04;
    public static final int NULL = 0x05;
    public static final int OBJECT_IDENTIFIER = 0x06;
    public static final int IA5_STRING = 0x16;
    public static final int UTC_TIME = 0x17;
    public static final int GENERALIZED_TIME = 0x18;
    public static final int SEQUENCE = 0x30;
    public static final int SET = 0x31;

    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;

    private final Bytes source;
    private final int end;
    private int position;

    /** A reader at the first octet of {@code source}. */
    public DerReader(Bytes source) {
        this(source, 0, source.size());
    }

    private DerReader(Bytes source, int position, int end) {
        this.source = source;
        this.position = position;
        this.end = end;
    }

    /** The tag of the n-th context-specific, constructed type. */
    public static int explicitTag(int n) {
        return CONTEXT | CONSTRUCTED | n;
    }

    /** The tag of the n-th context-specific, primitive type. */
    public static int implicitTag(int n) {
        return CONTEXT | n;
    }

    /** Whether anything is left. */
    public boolean hasMore() {
        return position < end;
    }

    /** Whether the next element has {@code tag}; false at the end. */
    public boolean nextIs(int tag) {
        return position < end && source.at(position) == tag;
    }

    /** The content of the next element, which has to have {@code tag}. */
    public DerReader enter(int tag, String field) {
        int contentEnd = header(tag, field);
        var content = new DerReader(source, position, contentEnd);
        position = contentEnd;
        return content;
    }

    /** The content of the next SEQUENCE. */
    public DerReader sequence(String field) {
        return enter(SEQUENCE, field);
    }

    /** The content octets of the next element, which has to have {@code tag}. */
    public Bytes content(int tag, String field) {
        int contentEnd = header(tag, field);
        var content = source.slice(position, contentEnd);
        position = contentEnd;
        return content;
    }

    /** The whole next element, with tag and length, which has to have {@code tag}. */
    public Bytes element(int tag, String field) {
        int from = position;
        position = header(tag, field);
        return source.slice(from, position);
    }

    /** The next INTEGER. */
    public BigInteger integer(String field) {
        var octets = content(INTEGER, field);
        if (octets.isEmpty()) throw new Malformed(field, "integer without octets");
        if (octets.size() > 1 && octets.at(0) == (octets.at(1) < 0x80 ? 0 : 0xff)) {
            throw new Malformed(field, "integer not minimal");
        }
        return new BigInteger(octets.toArray());
    }

    /** The next INTEGER, which has to lie between 0 and {@code max}. */
    public int integerUpTo(int max, String field) {
        var value = integer(field);
        if (value.signum() < 0 || value.compareTo(BigInteger.valueOf(max)) > 0)
            throw new Malformed(field, "out of range");
        return value.intValue();
    }

    /** The next BOOLEAN. */
    public boolean bool(String field) {
        var octets = content(BOOLEAN, field);
        if (octets.size() != 1 || (octets.at(0) != 0 && octets.at(0) != 0xff))
            throw new Malformed(field, "not a DER boolean");
        return octets.at(0) != 0;
    }

    /** The next BIT STRING, which has to consist of whole octets. */
    public Bytes bitString(String field) {
        var octets = content(BIT_STRING, field);
        if (octets.isEmpty() || octets.at(0) != 0) throw new Malformed(field, "bit string not of whole octets");
        return octets.slice(1, octets.size());
    }

    /**
     * The next BIT STRING of bits that have names, eight in an octet; those that are unused are zero (X.690 section 11.2.1). Zeros before
     * them need not be left away, as section 11.2.2 has it: AMD's certificates write them out.
     */
    public Bytes namedBits(String field) {
        var octets = content(BIT_STRING, field);
        if (octets.isEmpty()) throw new Malformed(field, "bit string without octets");
        int unused = octets.at(0);
        int last = octets.size() == 1 ? 1 : octets.at(octets.size() - 1) | 1 << 8;
        if (unused > 7 || Integer.numberOfTrailingZeros(last) < unused) throw new Malformed(field, "unused bits");
        return octets.slice(1, octets.size());
    }

    /** The next OBJECT IDENTIFIER, in dotted notation. */
    public String oid(String field) {
        var octets = content(OBJECT_IDENTIFIER, field);
        if (octets.isEmpty() || octets.size() > 64 || octets.at(octets.size() - 1) >= 0x80) {
            throw new Malformed(field, "not an object identifier");
        }
        var dotted = new StringBuilder();
        long arc = 0;
        boolean first = true;
        for (int i = 0; i < octets.size(); i++) {
            if ((arc == 0 && octets.at(i) == 0x80) || arc > Integer.MAX_VALUE)
                throw new Malformed(field, "arc not minimal or too large");
            arc = (arc << 7) | (octets.at(i) & 0x7f);
            if (octets.at(i) >= 0x80) continue;
            if (first) dotted.append(Math.min(arc / 40, 2)).append('.').append(arc - 40 * Math.min(arc / 40, 2));
            else dotted.append('.').append(arc);
            first = false;
            arc = 0;
        }
        return dotted.toString();
    }

    /** The next UTCTime or GeneralizedTime, in the form that RFC 5280 section 4.1.2.5 prescribes: seconds, no fraction, {@code Z}. */
    public Instant time(String field) {
        boolean utc = nextIs(UTC_TIME);
        var text = new String(content(utc ? UTC_TIME : GENERALIZED_TIME, field).toArray(), StandardCharsets.ISO_8859_1);
        int digits = utc ? 12 : 14;
        if (text.length() != digits + 1 || text.charAt(digits) != 'Z')
            throw new Malformed(field, "not a time of RFC 5280");
        for (int i = 0; i < digits; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') throw new Malformed(field, "not a time of RFC 5280");
        }
        int year = Integer.parseInt(text, 0, digits - 10, 10);
        try {
            return LocalDateTime.of(
                            utc ? year + (year < 50 ? 2000 : 1900) : year,
                            two(text, digits - 10),
                            two(text, digits - 8),
                            two(text, digits - 6),
                            two(text, digits - 4),
                            two(text, digits - 2))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new Malformed(field, "no such date");
        }
    }

    /** Refuses anything left over. */
    public void end(String field) {
        if (position != end) throw new Malformed(field, (end - position) + " octets follow the structure");
    }

    private static int two(String text, int at) {
        return Integer.parseInt(text, at, at + 2, 10);
    }

    /** Reads tag and length; {@link #position} is then at the content, and its end is returned. */
    private int header(int tag, String field) {
        if (!nextIs(tag)) throw new Malformed(field, "element with tag " + Integer.toHexString(tag) + " expected");
        position++;
        int length = octet(field);
        if (length > 0x80) length = longLength(length & 0x7f, field);
        else if (length == 0x80) throw new Malformed(field, "indefinite length");
        if (length > end - position) throw new Malformed(field, "longer than what is left");
        return position + length;
    }

    private int longLength(int count, String field) {
        if (count > 3) throw new Malformed(field, "length of " + count + " octets");
        int length = 0;
        for (int i = 0; i < count; i++) length = (length << 8) | octet(field);
        if (length < 0x80 || length >>> (8 * (count - 1)) == 0) throw new Malformed(field, "length not minimal");
        return length;
    }

    private int octet(String field) {
        if (position >= end) throw new Malformed(field, "ends early");
        return source.at(position++);
    }
}
