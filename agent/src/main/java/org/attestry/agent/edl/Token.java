package org.attestry.agent.edl;

/** A word of the source with its place. */
record Token(Kind kind, String text, Position at) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        SIGN,
        END
    }

    boolean is(String expected) {
        return (kind == Kind.NAME || kind == Kind.SIGN) && text.equals(expected);
    }

    /** How an error message names it. */
    String shown() {
        return switch (kind) {
            case END -> "end of the file";
            case STRING -> "\"" + text + "\"";
            case NAME, NUMBER, SIGN -> "`" + text + "'";
        };
    }
}
