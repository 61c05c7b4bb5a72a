package org.attestry.rego.syntax;

import org.attestry.rego.ast.Loc;

/**
 * A piece of source.
 *
 * @param text for names their letters, for strings the value, for symbols themselves
 * @param start offset in the source
 * @param end offset after the last character
 */
record Token(Kind kind, String text, int start, int end, Loc loc) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        /** The opening of a template string; its parts are read by the parser. */
        TEMPLATE,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    String describe() {
        return switch (kind) {
            case END -> "end of file";
            case STRING -> "string";
            case TEMPLATE -> "template string";
            case NAME, NUMBER, SYMBOL -> "'" + text + "'";
        };
    }
}
