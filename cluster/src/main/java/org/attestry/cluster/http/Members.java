package org.attestry.cluster.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.attestry.bytes.Bytes;

/**
 * One JSON object (RFC 8259 section 4) put together from what is JSON of our own making already, as it stands: reading that to write it
 * again, and looking in it for what needs an escape, would cost and change nothing. No two members may have one name.
 */
public final class Members {
    private final List<ByteBuffer> pieces = new ArrayList<>();

    /**
     * The members of {@code object}, in UTF-8.
     *
     * @throws IllegalArgumentException if it has none or is no object
     */
    public Members of(Bytes object) {
        int last = object.size() - 1;
        if (last < 2 || object.at(0) != '{' || object.at(last) != '}') {
            throw new IllegalArgumentException("no JSON object with members");
        }
        begin(object.toBuffer().position(1).limit(last));
        return this;
    }

    /** A member with the value that {@code json} is the text of, in UTF-8. */
    public Members value(String name, Bytes json) {
        begin(ascii('"' + name + "\":"));
        pieces.add(json.toBuffer());
        return this;
    }

    /** A member with a text of characters that need no escape, f.e. a JWS in compact serialization (RFC 7515 section 7.1). */
    public Members text(String name, Bytes plain) {
        begin(ascii('"' + name + "\":\""));
        pieces.add(plain.toBuffer());
        pieces.add(ascii("\""));
        return this;
    }

    /** The object, in UTF-8; at least one member was given. */
    public byte[] octets() {
        if (pieces.isEmpty()) throw new IllegalStateException("an object without members");
        int size = 1;
        for (var piece : pieces) size += piece.remaining();
        var out = ByteBuffer.allocate(size);
        for (var piece : pieces) out.put(piece.duplicate());
        return out.put((byte) '}').array();
    }

    private void begin(ByteBuffer piece) {
        pieces.add(ascii(pieces.isEmpty() ? "{" : ","));
        pieces.add(piece);
    }

    private static ByteBuffer ascii(String text) {
        return StandardCharsets.US_ASCII.encode(text);
    }
}
