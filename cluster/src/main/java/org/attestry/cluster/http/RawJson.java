package org.attestry.cluster.http;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
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

    /**
     * The value that {@code json} is the text of, in UTF-8.
     *
     * @throws IllegalArgumentException if it is none's
     */
    public static RawJson of(Bytes json) {
        return new RawJson(json.utf8Text().orElseThrow(() -> new IllegalArgumentException("JSON that is not UTF-8")));
    }

    /** A JWS in compact serialization (RFC 7515 section 7.1) as a string: base64url and full stops, which need no escape. */
    public static RawJson ofJws(String compact) {
        return new RawJson('"' + compact + '"');
    }

    SerializableString text() {
        return text;
    }
}
