package org.attestry.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Frames;
import org.attestry.bytes.Malformed;

/**
 * The one encoding of an {@link Endorsements} snapshot, under which it is stored and named: {@link Frames} of role (UTF-8) and item
 * in turn, in order of role.
 */
public final class EndorsementsCodec {
    private EndorsementsCodec() {}

    /** The bytes of {@code endorsements}; equal snapshots give equal bytes. */
    public static Bytes encode(Endorsements endorsements) {
        var frames = new ArrayList<Bytes>();
        endorsements
                .byRole()
                .forEach((role, items) -> items.forEach(item -> {
                    frames.add(Bytes.utf8(role));
                    frames.add(item);
                }));
        return Frames.join(frames);
    }

    /**
     * The snapshot that {@link #encode} wrote.
     *
     * @throws Malformed if the bytes are anything else
     */
    public static Endorsements decode(Bytes encoded) {
        var frames = Frames.split(encoded);
        if (frames.size() % 2 != 0) throw new Malformed("endorsements", "a role without an item");
        var byRole = new TreeMap<String, List<Bytes>>();
        for (int i = 0; i < frames.size(); i += 2) {
            var role = new String(frames.get(i).toArray(), StandardCharsets.UTF_8);
            byRole.computeIfAbsent(role, _ -> new ArrayList<>()).add(frames.get(i + 1));
        }
        var decoded = new Endorsements(byRole);
        if (!encode(decoded).equals(encoded)) throw new Malformed("endorsements", "not in order of role");
        return decoded;
    }
}
