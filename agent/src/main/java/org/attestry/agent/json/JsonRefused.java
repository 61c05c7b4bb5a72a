package org.attestry.agent.json;

/** The text is not JSON that this product accepts; carries where and why, and no stack trace. */
public final class JsonRefused extends RuntimeException {
    /** What is wrong with the text. */
    public enum Why {
        /** The octets are not UTF-8, or a surrogate stands alone. */
        NOT_UNICODE,
        /** The text ends before the value does. */
        ENDS_EARLY,
        /** One name twice in one object. */
        DUPLICATE_NAME,
        /** Deeper, or with longer names or numbers, than any request needs. */
        OVER_LIMIT,
        /** Something follows the value. */
        TRAILING,
        /** Any other break of RFC 8259. */
        SYNTAX,
        /** JSON, and not of the shape that this request has. */
        SHAPE
    }

    private final Why why;
    private final String detail;

    /** {@code detail} in a few words; {@code line} from 1 and {@code column} from 0, the characters read of that line. */
    public JsonRefused(Why why, String detail, int line, int column) {
        super(detail + " at line " + line + " column " + column, null, false, false);
        this.why = why;
        this.detail = detail;
    }

    /** What is wrong. */
    public Why why() {
        return why;
    }

    /** The same in a few words, without the place. */
    public String detail() {
        return detail;
    }
}
