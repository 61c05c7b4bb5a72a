package org.attestry.persistence.codec;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.attestry.bytes.Bytes;

/**
 * One row of a {@link CodecTable}: a durable name and the two functions between a class and its octets.
 *
 * <p>The manifest is what the journal keeps, so it never changes; the Java class may be renamed freely. A shape that is no longer
 * written stays readable by {@link #superseded}.
 */
public final class Codec<T> {
    private static final Pattern MANIFEST = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*-v[1-9][0-9]*");

    private final String manifest;
    private final Class<T> type;
    private final boolean current;
    private final Function<T, Bytes> writer;
    private final Function<Bytes, ?> reader;

    private Codec(
            String manifest, Class<T> type, boolean current, Function<T, Bytes> writer, Function<Bytes, ?> reader) {
        if (!MANIFEST.matcher(manifest).matches()) {
            throw new IllegalArgumentException("a manifest looks like nonce-redeemed-v1, not " + manifest);
        }
        this.manifest = manifest;
        this.type = type;
        this.current = current;
        this.writer = writer;
        this.reader = reader;
    }

    /** A record written and read as strict CBOR ({@link Cbor}). */
    public static <T extends Record> Codec<T> cbor(String manifest, Class<T> type) {
        return of(manifest, type, Cbor::write, octets -> Cbor.read(octets, type));
    }

    /** A class written and read by functions of its own; the reader refuses what the writer never writes. */
    public static <T> Codec<T> of(
            String manifest, Class<T> type, Function<T, Bytes> writer, Function<Bytes, ? extends T> reader) {
        return new Codec<>(manifest, type, true, writer, reader);
    }

    /** A CBOR record that earlier releases wrote: read and turned into what stands for it today, never written again. */
    public static <O extends Record> Codec<O> superseded(String manifest, Class<O> old, Function<O, ?> upgrade) {
        return new Codec<>(manifest, old, false, Cbor::write, octets -> upgrade.apply(Cbor.read(octets, old)));
    }

    /** The durable name. */
    public String manifest() {
        return manifest;
    }

    /** The Java class whose instances the octets hold. */
    public Class<T> type() {
        return type;
    }

    /** Whether this release writes the row; a superseded one is only read. */
    public boolean current() {
        return current;
    }

    /** The octets of {@code value}, also of a superseded shape, for the tests that keep old octets readable. */
    public Bytes write(Object value) {
        return writer.apply(type.cast(value));
    }

    /** The value in {@code octets}, of today's shape. */
    Object read(Bytes octets) {
        return reader.apply(octets);
    }
}
