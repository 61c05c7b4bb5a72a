package org.attestry.verifier;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.bytes.Reader;

/**
 * The one encoding of an {@link Endorsements} snapshot, under which it is stored and named.
 *
 * <p>A list of items in order of role: {@code u32be role length, role (UTF-8), u32be item length, item}.
 */
public final class EndorsementsCodec {
    private EndorsementsCodec() {}

    /** The bytes of {@code endorsements}; equal snapshots give equal bytes. */
    public static Bytes encode(Endorsements endorsements) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (var entry : endorsements.byRole().entrySet()) {
                for (var item : entry.getValue()) {
                    write(out, Bytes.utf8(entry.getKey()));
                    write(out, item);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Bytes.copyOf(bytes.toByteArray());
    }

    /**
     * The snapshot that {@link #encode} wrote.
     *
     * @throws Malformed if the bytes are anything else
     */
    public static Endorsements decode(Bytes encoded) {
        var in = new Reader(encoded);
        var byRole = new TreeMap<String, List<Bytes>>();
        while (in.remaining() > 0) {
            var role = new String(item(in, "role").toArray(), StandardCharsets.UTF_8);
            byRole.computeIfAbsent(role, _ -> new ArrayList<>()).add(item(in, "item"));
        }
        var decoded = new Endorsements(byRole);
        if (!encode(decoded).equals(encoded)) throw new Malformed("endorsements", "not in order of role");
        return decoded;
    }

    private static void write(DataOutputStream out, Bytes item) throws IOException {
        out.writeInt(item.size());
        out.write(item.toArray());
    }

    private static Bytes item(Reader in, String field) {
        long length = in.u32be(field + " length");
        if (length > in.remaining()) throw new Malformed(field, "longer than what is left");
        return in.bytes(field, (int) length);
    }
}
