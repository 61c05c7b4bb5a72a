package org.attestry.verifier.crypto;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;

/** Reads files that hold either one DER structure or PEM blocks of one label (RFC 7468), such as vendors hand out. */
public final class Pem {
    /** More blocks than any chain has; who sends more wants something else. */
    private static final int MOST_BLOCKS = 16;

    private static final Bytes BEGIN = Bytes.utf8("-----BEGIN ");

    private Pem() {}

    /**
     * The DER structures in {@code file}: itself, or the content of its PEM blocks in order.
     *
     * @param label what stands in the block's first line, f.e. {@code CERTIFICATE}
     * @throws Malformed if it is PEM and holds no block, a block of another label, or text that is not base64
     */
    public static List<Bytes> blocks(Bytes file, String label) {
        if (!looksLikePem(file)) return List.of(file);
        var lines =
                new String(file.toArray(), StandardCharsets.ISO_8859_1).lines().toList();
        var blocks = new ArrayList<Bytes>();
        StringBuilder open = null;
        for (var line : lines) {
            var text = line.strip();
            if (open == null) {
                if (text.isEmpty()) continue;
                if (!text.equals("-----BEGIN " + label + "-----")) throw new Malformed("PEM", label + " expected");
                open = new StringBuilder();
            } else if (text.equals("-----END " + label + "-----")) {
                blocks.add(decode(open.toString()));
                open = null;
            } else {
                open.append(text);
            }
        }
        if (open != null || blocks.isEmpty()) throw new Malformed("PEM", "no whole block");
        if (blocks.size() > MOST_BLOCKS) throw new Malformed("PEM", "more than " + MOST_BLOCKS + " blocks");
        return List.copyOf(blocks);
    }

    private static boolean looksLikePem(Bytes file) {
        int from = 0;
        while (from < file.size() && (file.at(from) == '\n' || file.at(from) == '\r' || file.at(from) == ' ')) from++;
        return file.size() - from >= BEGIN.size()
                && file.slice(from, from + BEGIN.size()).equals(BEGIN);
    }

    private static Bytes decode(String base64) {
        try {
            return Bytes.copyOf(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new Malformed("PEM", "not base64");
        }
    }
}
