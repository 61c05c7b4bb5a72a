package org.attestry.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Module;
import org.attestry.rego.syntax.Token.Kind;

/** Cuts source into tokens, one at a time; comments are put aside. */
final class Lexer {
    private static final List<String> DOUBLE = List.of(":=", "==", "!=", "<=", ">=");
    private static final String SINGLE = "(){}[].,;:=<>+-*/%&|";

    private final String file;
    private final String in;
    private final List<Module.Comment> comments = new ArrayList<>();
    private int at;
    private int row = 1;
    private int lineStart;

    Lexer(String file, String in) {
        this.file = file;
        this.in = in;
    }

    List<Module.Comment> comments() {
        return comments;
    }

    record Position(int at, int row, int lineStart, int comments) {}

    Position position() {
        return new Position(at, row, lineStart, comments.size());
    }

    void reset(Position position) {
        at = position.at;
        row = position.row;
        lineStart = position.lineStart;
        comments.subList(position.comments, comments.size()).clear();
    }

    /** The character at an offset; a blank beyond the end. */
    char charAt(int offset) {
        return offset < in.length() ? in.charAt(offset) : ' ';
    }

    /** The row reached by what has been read. */
    int row() {
        return row;
    }

    Token next() {
        skip();
        var loc = here();
        int start = at;
        if (at >= in.length()) return new Token(Kind.END, "", start, start, loc);
        char c = in.charAt(at);
        if (isNameStart(c)) return name(start, loc);
        if (isDigit(c)) return number(start, loc);
        if (c == '"') return string(start, loc);
        if (c == '`') return raw(start, loc);
        if (c == '$') return template(start, loc);
        return symbol(start, loc);
    }

    private Loc here() {
        return new Loc(file, row, at - lineStart + 1);
    }

    private void skip() {
        while (at < in.length()) {
            char c = in.charAt(at);
            if (c == '\n') newline();
            else if (c == ' ' || c == '\t' || c == '\r') at++;
            else if (c == '#') comment();
            else return;
        }
    }

    private void newline() {
        at++;
        row++;
        lineStart = at;
    }

    private void comment() {
        var loc = here();
        int end = in.indexOf('\n', at);
        if (end < 0) end = in.length();
        var text = in.substring(at + 1, end);
        comments.add(new Module.Comment(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, loc));
        at = end;
    }

    private Token name(int start, Loc loc) {
        while (at < in.length() && (isNameStart(in.charAt(at)) || isDigit(in.charAt(at)))) at++;
        return new Token(Kind.NAME, in.substring(start, at), start, at, loc);
    }

    static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private Token number(int start, Loc loc) {
        digits();
        if (in.charAt(start) == '0' && at - start > 1)
            throw new ParseFailure(loc, "illegal number format: leading zero");
        if (at + 1 < in.length() && in.charAt(at) == '.' && isDigit(in.charAt(at + 1))) {
            at++;
            digits();
        }
        if (at < in.length() && (in.charAt(at) == 'e' || in.charAt(at) == 'E')) {
            at++;
            if (at < in.length() && (in.charAt(at) == '+' || in.charAt(at) == '-')) at++;
            if (at >= in.length() || !isDigit(in.charAt(at))) throw new ParseFailure(loc, "illegal number format");
            digits();
        }
        if (at < in.length() && isNameStart(in.charAt(at))) throw new ParseFailure(loc, "illegal number format");
        return new Token(Kind.NUMBER, in.substring(start, at), start, at, loc);
    }

    private void digits() {
        while (at < in.length() && isDigit(in.charAt(at))) at++;
    }

    private Token string(int start, Loc loc) {
        at++;
        var text = new StringBuilder();
        while (true) {
            if (at >= in.length() || in.charAt(at) == '\n') throw new ParseFailure(loc, "non-terminated string");
            char c = in.charAt(at++);
            if (c == '"') return new Token(Kind.STRING, text.toString(), start, at, loc);
            if (c == '\\') escape(text, loc);
            else plain(c, text, loc);
        }
    }

    private void plain(char c, StringBuilder text, Loc loc) {
        if (c < 0x20 && c != '\t') throw new ParseFailure(loc, "illegal control character in string");
        text.append(c);
        if (!Character.isSurrogate(c)) return;
        if (!Character.isHighSurrogate(c) || at >= in.length() || !Character.isLowSurrogate(in.charAt(at))) {
            throw new ParseFailure(loc, "lone surrogate in string");
        }
        text.append(in.charAt(at++));
    }

    private void escape(StringBuilder text, Loc loc) {
        if (at >= in.length()) throw new ParseFailure(loc, "non-terminated string");
        switch (in.charAt(at++)) {
            case '"' -> text.append('"');
            case '\\' -> text.append('\\');
            case '/' -> text.append('/');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> unicode(text, loc);
            default -> throw new ParseFailure(loc, "illegal escape sequence in string");
        }
    }

    private void unicode(StringBuilder text, Loc loc) {
        char c = hex(loc);
        if (Character.isLowSurrogate(c)) throw new ParseFailure(loc, "lone surrogate in string");
        text.append(c);
        if (!Character.isHighSurrogate(c)) return;
        if (!in.startsWith("\\u", at)) throw new ParseFailure(loc, "lone surrogate in string");
        at += 2;
        char low = hex(loc);
        if (!Character.isLowSurrogate(low)) throw new ParseFailure(loc, "lone surrogate in string");
        text.append(low);
    }

    private char hex(Loc loc) {
        int value = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < in.length() ? Character.digit(in.charAt(at), 16) : -1;
            if (digit < 0) throw new ParseFailure(loc, "illegal escape sequence in string");
            value = value << 4 | digit;
        }
        return (char) value;
    }

    private Token raw(int start, Loc loc) {
        int end = in.indexOf('`', at + 1);
        if (end < 0) throw new ParseFailure(loc, "non-terminated string");
        var text = in.substring(at + 1, end);
        while (at <= end) advance();
        return new Token(Kind.STRING, text, start, at, loc);
    }

    private void advance() {
        if (in.charAt(at) == '\n') newline();
        else at++;
    }

    private Token template(int start, Loc loc) {
        if (at + 1 >= in.length() || (in.charAt(at + 1) != '"' && in.charAt(at + 1) != '`')) {
            throw new ParseFailure(loc, "illegal token '$'");
        }
        at += 2;
        return new Token(Kind.TEMPLATE, in.substring(start + 1, at), start, at, loc);
    }

    /**
     * Reads on inside a template string, up to its end or the next opening brace, which is consumed.
     *
     * @param quote the character that ends the template
     * @return true where an expression follows
     */
    boolean templateText(char quote, StringBuilder text, Loc loc) {
        while (at < in.length()) {
            char c = in.charAt(at);
            if (c == quote) {
                at++;
                return false;
            }
            if (c == '\n' && quote == '"') break;
            advance();
            if (c == '{') return true;
            if (c == '\\' && at < in.length() && in.charAt(at) == '{') {
                text.append('{');
                at++;
            } else if (c == '\\' && quote == '"') {
                escape(text, loc);
            } else {
                text.append(c);
            }
        }
        throw new ParseFailure(loc, "non-terminated template string");
    }

    private Token symbol(int start, Loc loc) {
        for (var symbol : DOUBLE) {
            if (in.startsWith(symbol, at)) {
                at += 2;
                return new Token(Kind.SYMBOL, symbol, start, at, loc);
            }
        }
        char c = in.charAt(at);
        if (SINGLE.indexOf(c) < 0) throw new ParseFailure(loc, "illegal token " + printable(c));
        at++;
        return new Token(Kind.SYMBOL, String.valueOf(c), start, at, loc);
    }

    private static String printable(char c) {
        return c > 0x20 && c < 0x7f ? "'" + c + "'" : "U+%04X".formatted((int) c);
    }
}
