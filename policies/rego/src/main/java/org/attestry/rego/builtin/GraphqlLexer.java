package org.attestry.rego.builtin;

import java.util.ArrayList;
import java.util.List;

/** Cuts GraphQL text into tokens (GraphQL specification of October 2021, section 2.1). */
final class GraphqlLexer {
    enum Kind {
        NAME,
        INT,
        FLOAT,
        STRING,
        BLOCK,
        PUNCTUATOR,
        END
    }

    record Token(Kind kind, String text) {}

    private final String in;
    private int at;

    private GraphqlLexer(String in) {
        this.in = in;
    }

    static List<Token> tokens(String text) {
        var lexer = new GraphqlLexer(text);
        var tokens = new ArrayList<Token>();
        do {
            tokens.add(lexer.next());
        } while (tokens.getLast().kind != Kind.END);
        return tokens;
    }

    private BuiltinFailure unexpected(String what) {
        return BuiltinFailure.of(what + " in GraphQL string at offset " + at);
    }

    private Token next() {
        skip();
        if (at >= in.length()) return new Token(Kind.END, "<EOF>");
        char c = in.charAt(at);
        if (isNameStart(c)) return name();
        if (c == '-' || isDigit(c)) return number();
        if (in.startsWith("\"\"\"", at)) return block();
        if (c == '"') return string();
        if (in.startsWith("...", at)) {
            at += 3;
            return new Token(Kind.PUNCTUATOR, "...");
        }
        if ("!$&():=@[]{}|".indexOf(c) < 0) throw unexpected("Cannot parse the unexpected character");
        at++;
        return new Token(Kind.PUNCTUATOR, String.valueOf(c));
    }

    private void skip() {
        while (at < in.length()) {
            char c = in.charAt(at);
            if (c == '#') while (at < in.length() && in.charAt(at) != '\n') at++;
            else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == '\ufeff') at++;
            else return;
        }
    }

    private static boolean isNameStart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private Token name() {
        int start = at;
        while (at < in.length() && (isNameStart(in.charAt(at)) || isDigit(in.charAt(at)))) at++;
        return new Token(Kind.NAME, in.substring(start, at));
    }

    private Token number() {
        int start = at;
        if (in.charAt(at) == '-') at++;
        int first = at;
        digits();
        if (in.charAt(first) == '0' && at - first > 1) throw unexpected("Invalid number");
        boolean real = false;
        if (at < in.length() && in.charAt(at) == '.') {
            at++;
            digits();
            real = true;
        }
        if (at < in.length() && (in.charAt(at) | 0x20) == 'e') {
            at++;
            if (at < in.length() && (in.charAt(at) == '+' || in.charAt(at) == '-')) at++;
            digits();
            real = true;
        }
        if (at < in.length() && (isNameStart(in.charAt(at)) || in.charAt(at) == '.'))
            throw unexpected("Invalid number");
        return new Token(real ? Kind.FLOAT : Kind.INT, in.substring(start, at));
    }

    private void digits() {
        int start = at;
        while (at < in.length() && isDigit(in.charAt(at))) at++;
        if (at == start) throw unexpected("Invalid number, expected digit");
    }

    private Token string() {
        at++;
        var text = new StringBuilder();
        while (true) {
            if (at >= in.length() || in.charAt(at) == '\n') throw unexpected("Unterminated string");
            char c = in.charAt(at++);
            if (c == '"') return new Token(Kind.STRING, whole(text.toString()));
            if (c < 0x20 && c != '\t') throw unexpected("Invalid character within String");
            text.append(c == '\\' ? escaped() : c);
        }
    }

    /** Escapes name halves of characters: two that belong together are one, and each that is alone is replaced, as by json.unmarshal. */
    private static String whole(String text) {
        if (text.codePoints().noneMatch(Encodings::isHalf)) return text;
        var mended = new StringBuilder();
        text.codePoints().forEach(point -> mended.appendCodePoint(Encodings.isHalf(point) ? 0xfffd : point));
        return mended.toString();
    }

    private char escaped() {
        if (at >= in.length()) throw unexpected("Unterminated string");
        char c = in.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (at + 4 > in.length() || !in.substring(at, at + 4).matches("[0-9a-fA-F]{4}"))
                    throw unexpected("Invalid character escape sequence");
                at += 4;
                yield (char) Integer.parseInt(in.substring(at - 4, at), 16);
            }
            default -> throw unexpected("Invalid character escape sequence");
        };
    }

    private Token block() {
        at += 3;
        var raw = new StringBuilder();
        while (!in.startsWith("\"\"\"", at)) {
            if (at >= in.length()) throw unexpected("Unterminated string");
            if (in.startsWith("\\\"\"\"", at)) {
                raw.append("\"\"\"");
                at += 4;
            } else {
                raw.append(in.charAt(at++));
            }
        }
        at += 3;
        return new Token(Kind.BLOCK, dedented(raw.toString()));
    }

    /** Without common indentation and without blank lines at either end. */
    private static String dedented(String raw) {
        var lines = new ArrayList<>(List.of(raw.split("\r\n|\r|\n", -1)));
        int common = Integer.MAX_VALUE;
        for (int i = 1; i < lines.size(); i++) {
            int indent = lines.get(i).length() - lines.get(i).stripLeading().length();
            if (indent < lines.get(i).length()) common = Math.min(common, indent);
        }
        for (int i = 1; i < lines.size() && common < Integer.MAX_VALUE; i++)
            lines.set(i, lines.get(i).substring(Math.min(common, lines.get(i).length())));
        while (!lines.isEmpty() && lines.getFirst().isBlank()) lines.removeFirst();
        while (!lines.isEmpty() && lines.getLast().isBlank()) lines.removeLast();
        return String.join("\n", lines);
    }
}
