package org.attestry.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Frames;
import org.attestry.bytes.Malformed;

/**
 * The one encoding of {@link Evidence}, under which it is stored and named: {@link Frames} of format (UTF-8), body, and then role
 * (UTF-8) and attachment in turn, in order of role.
 */
public final class EvidenceCodec {
    private EvidenceCodec() {}

    /** The bytes of {@code evidence}; equal evidence gives equal bytes. */
    public static Bytes encode(Evidence evidence) {
        var frames = new ArrayList<Bytes>();
        frames.add(Bytes.utf8(evidence.format()));
        frames.add(evidence.body());
        new TreeMap<>(evidence.attachments()).forEach((role, item) -> {
            frames.add(Bytes.utf8(role));
            frames.add(item);
        });
        return Frames.join(frames);
    }

    /**
     * The evidence that {@link #encode} wrote.
     *
     * @throws Malformed if the bytes are anything else
     */
    public static Evidence decode(Bytes encoded) {
        var frames = Frames.split(encoded);
        if (frames.size() < 2 || frames.size() % 2 != 0) throw new Malformed("evidence", "a frame is missing");
        var attachments = new TreeMap<String, Bytes>();
        for (int i = 2; i < frames.size(); i += 2) attachments.put(text(frames.get(i)), frames.get(i + 1));
        var decoded = new Evidence(text(frames.get(0)), frames.get(1), attachments);
        if (!encode(decoded).equals(encoded)) throw new Malformed("evidence", "attachments are not in order of role");
        return decoded;
    }

    private static String text(Bytes utf8) {
        return new String(utf8.toArray(), StandardCharsets.UTF_8);
    }
}
