package org.attestry.cluster.http;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.nio.charset.StandardCharsets;
import org.attestry.bytes.Bytes;

/**
 * One JSON value of our own making, embedded in an answer as it stands: reading it to write it again, and looking in it for what needs an
 * escape, would cost and change nothing.
 */
public final class RawJson {
    private final SerializableString text;

    private RawJson(String text) {
        this.text = new SerializedString(text);
    }

    /** The value that {@code json} is the text of, in UTF-8. */
    public static RawJson of(Bytes json) {
        return new RawJson(new String(json.toArray(), StandardCharsets.UTF_8));
    }

    /** A JWS in compact serialization (RFC 7515 section 7.1) as a string: base64url and full stops, which need no escape. */
    public static RawJson ofJws(String compact) {
        return new RawJson('"' + compact + '"');
    }

    SerializableString text() {
        return text;
    }
}
