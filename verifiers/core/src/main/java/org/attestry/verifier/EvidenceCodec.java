package org.attestry.verifier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Frames;
import org.attestry.bytes.Malformed;

/**
 * The one encoding of {@link Evidence}, under which it is stored and named: {@link Frames} of format (UTF-8), body, and then role
 * (UTF-8) and SHA-256 of each attachment in turn, in order of role.
 *
 * <p>The attachments are stored beside it under their digests, so that what comes with every report of one machine, as its certificates
 * do, need not be stored with each. The digest of the encoding commits to every octet of them all the same.
 */
public final class EvidenceCodec {
    private static final int SHA256_OCTETS = 32;

    private EvidenceCodec() {}

    /** The bytes of {@code evidence}; equal evidence gives equal bytes. */
    public static Bytes encode(Evidence evidence) {
        var frames = new ArrayList<Bytes>();
        frames.add(Bytes.utf8(evidence.format()));
        frames.add(evidence.body());
        new TreeMap<>(evidence.attachments()).forEach((role, item) -> {
            frames.add(Bytes.utf8(role));
            frames.add(item.sha256());
        });
        return Frames.join(frames);
    }

    /**
     * The evidence that {@link #encode} wrote.
     *
     * @param stored finds an attachment by its digest, and throws where there is none
     * @throws Malformed if the bytes are anything else, or an attachment has not the digest by which it is named
     */
    public static Evidence decode(Bytes encoded, UnaryOperator<Bytes> stored) {
        var frames = frames(encoded);
        var attachments = new TreeMap<String, Bytes>();
        for (int i = 2; i < frames.size(); i += 2) {
            attachments.put(text(frames.get(i)), attachment(frames.get(i + 1), stored));
        }
        var decoded = new Evidence(text(frames.get(0)), frames.get(1), attachments);
        if (!encode(decoded).equals(encoded)) throw new Malformed("evidence", "attachments are not in order of role");
        return decoded;
    }

    /**
     * The digests of the attachments that {@code encoded} names.
     *
     * @throws Malformed if it cannot be taken apart
     */
    public static List<Bytes> attachments(Bytes encoded) {
        var frames = frames(encoded);
        return IntStream.range(1, frames.size() / 2)
                .mapToObj(pair -> named(frames.get(2 * pair + 1)))
                .toList();
    }

    private static List<Bytes> frames(Bytes encoded) {
        var frames = Frames.split(encoded);
        if (frames.size() < 2 || frames.size() % 2 != 0) throw new Malformed("evidence", "a frame is missing");
        return frames;
    }

    private static Bytes named(Bytes digest) {
        if (digest.size() != SHA256_OCTETS) throw new Malformed("attachment", "not named by a SHA-256");
        return digest;
    }

    private static Bytes attachment(Bytes digest, UnaryOperator<Bytes> stored) {
        var octets = stored.apply(named(digest));
        if (!octets.sha256().sameAs(digest)) throw new Malformed("attachment", "its SHA-256 is not " + digest.hex());
        return octets;
    }

    private static String text(Bytes utf8) {
        return new String(utf8.toArray(), StandardCharsets.UTF_8);
    }
}
