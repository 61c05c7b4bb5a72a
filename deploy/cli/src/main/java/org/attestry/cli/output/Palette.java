package org.attestry.cli.output;

/** Emphasis for people: ANSI colours on a terminal, the bare text elsewhere. */
public enum Palette {
    PLAIN,
    COLOURED;

    /** What went well. */
    public String good(String text) {
        return paint("32", text);
    }

    /** What did not. */
    public String bad(String text) {
        return paint("31", text);
    }

    /** What is undecided. */
    public String doubtful(String text) {
        return paint("33", text);
    }

    /** What the rest of the line is about. */
    public String strong(String text) {
        return paint("1", text);
    }

    /** What may be skipped in reading. */
    public String faint(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
