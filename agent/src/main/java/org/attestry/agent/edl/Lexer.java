package org.attestry.agent.edl;

import java.util.ArrayList;
import java.util.List;

/** Cuts a source into words; comments and white space fall away, anything unknown is an error where it stands. */
final class Lexer {
    private static final String SIGNS = "{}()[];,*=";

    private final String file;
    private final String source;
    private int at;
    private int line = 1;
    private int lineStart;

    private Lexer(String file, String source) {
        this.file = file;
        this.source = source;
    }

    /** All words of a source, the last of them {@link Token.Kind#END}. */
    static List<Token> words(String file, String source) throws EdlException {
        var lexer = new Lexer(file, source);
        var words = new ArrayList<Token>();
        do {
            words.add(lexer.next());
        } while (words.getLast().kind() != Token.Kind.END);
        return List.copyOf(words);
    }

    private Token next() throws EdlException {
        skipBlank();
        var position = position();
        if (at == source.length()) {
            return new Token(Token.Kind.END, "", position);
        }
        char first = source.charAt(at);
        if (isNameStart(first)) {
            return new Token(Token.Kind.NAME, run(), position);
        }
        if (isDigit(first)) {
            return number(position);
        }
        if (first == '"') {
            return string(position);
        }
        if (SIGNS.indexOf(first) >= 0) {
            at++;
            return new Token(Token.Kind.SIGN, String.valueOf(first), position);
        }
        throw new EdlException(position, "unexpected character " + shown(first));
    }

    private static String shown(char character) {
        return character >= ' ' && character < 127 ? "`" + character + "'" : "U+%04X".formatted((int) character);
    }

    private Position position() {
        return new Position(file, line, at - lineStart + 1);
    }

    private void skipBlank() throws EdlException {
        while (at < source.length()) {
            char character = source.charAt(at);
            if (character == '\n') {
                newLine();
            } else if (character == ' ' || character == '\t' || character == '\r' || character == '\f') {
                at++;
            } else if (source.startsWith("//", at)) {
                skipLine();
            } else if (source.startsWith("/*", at)) {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void newLine() {
        at++;
        line++;
        lineStart = at;
    }

    private void skipLine() {
        while (at < source.length() && source.charAt(at) != '\n') {
            at++;
        }
    }

    private void skipComment() throws EdlException {
        var start = position();
        at += 2;
        while (!source.startsWith("*/", at)) {
            if (at >= source.length()) {
                throw new EdlException(start, "this comment does not end");
            }
            if (source.charAt(at) == '\n') {
                newLine();
            } else {
                at++;
            }
        }
        at += 2;
    }

    private String run() {
        int start = at;
        while (at < source.length() && (isNameStart(source.charAt(at)) || isDigit(source.charAt(at)))) {
            at++;
        }
        return source.substring(start, at);
    }

    private Token number(Position position) throws EdlException {
        var digits = run();
        if (!digits.chars().allMatch(character -> isDigit((char) character))) {
            throw new EdlException(position, "`" + digits + "' is no decimal number");
        }
        if (digits.length() > 10) {
            throw new EdlException(position, "the number " + digits + " is too large");
        }
        return new Token(Token.Kind.NUMBER, digits, position);
    }

    private Token string(Position position) throws EdlException {
        int end = at + 1;
        while (end < source.length() && source.charAt(end) != '"' && source.charAt(end) != '\n') {
            end++;
        }
        if (end == source.length() || source.charAt(end) == '\n') {
            throw new EdlException(position, "this string does not end");
        }
        var text = source.substring(at + 1, end);
        at = end + 1;
        return new Token(Token.Kind.STRING, text, position);
    }

    private static boolean isNameStart(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character == '_';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
