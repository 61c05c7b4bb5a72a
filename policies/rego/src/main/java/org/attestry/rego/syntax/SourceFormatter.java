package org.attestry.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Module;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.syntax.Token.Kind;

/**
 * Lays out source: indentation by nesting, one space where there were several, at most one blank line.
 *
 * <p>Tokens, their order and the line each begins on relative to the one before are kept, so that the meaning is; what
 * was formatted once is not changed again.
 */
public final class SourceFormatter {
    private static final Set<String> SPACED = Set.of(":=", "=", "==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> OPENING = Set.of("(", "[", "{");
    private static final Set<String> CLOSING = Set.of(")", "]", "}");

    private final String in;
    private final Lexer lexer;
    private final int[] lineStarts;
    private final List<Piece> pieces = new ArrayList<>();

    /** A token or a comment as it stands in the source. */
    private record Piece(String text, int row, int start, int end, int endRow, boolean comment) {}

    private SourceFormatter(String in) {
        this.in = in;
        this.lexer = new Lexer("", in);
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, in.length())
                                .filter(i -> in.charAt(i) == '\n')
                                .map(i -> i + 1))
                .toArray();
    }

    /**
     * Formats one module.
     *
     * @throws RegoCompileException where the text cannot be cut into tokens
     */
    public static String format(String file, String source) throws RegoCompileException {
        try {
            var formatter = new SourceFormatter(source);
            formatter.cut();
            return formatter.layOut();
        } catch (ParseFailure e) {
            var error = e.error();
            throw new RegoCompileException(
                    List.of(new Loc(file, error.line(), error.column()).error(error.code(), error.message())));
        }
    }

    private void cut() {
        int seen = 0;
        while (true) {
            var token = lexer.next();
            int end = token.kind() == Kind.TEMPLATE ? templateEnd(token) : token.end();
            seen = comments(seen, token.start());
            if (token.kind() == Kind.END) return;
            pieces.add(new Piece(
                    in.substring(token.start(), end), token.loc().row(), token.start(), end, lexer.row(), false));
        }
    }

    /** Comments between the last token and the next; one that was met inside of a template is left inside. */
    private int comments(int seen, int before) {
        var all = lexer.comments();
        int at = seen;
        for (; at < all.size(); at++) {
            var comment = all.get(at);
            if (offset(comment) < before) pieces.add(piece(comment));
        }
        return at;
    }

    private int offset(Module.Comment comment) {
        return lineStarts[comment.loc().row() - 1] + comment.loc().col() - 1;
    }

    private Piece piece(Module.Comment comment) {
        int start = offset(comment);
        var text = "#" + comment.text().stripTrailing();
        return new Piece(
                text,
                comment.loc().row(),
                start,
                start + comment.text().length() + 1,
                comment.loc().row(),
                true);
    }

    private int templateEnd(Token opening) {
        char quote = opening.text().charAt(0);
        while (lexer.templateText(quote, new StringBuilder(), opening.loc())) hole(opening);
        return lexer.position().at();
    }

    private void hole(Token opening) {
        int depth = 1;
        while (depth > 0) {
            var token = lexer.next();
            if (token.kind() == Kind.END) throw new ParseFailure(opening.loc(), "non-terminated template string");
            if (token.kind() == Kind.TEMPLATE) {
                int _ = templateEnd(token);
            }
            if (token.is("{")) depth++;
            if (token.is("}")) depth--;
        }
    }

    private String layOut() {
        var out = new StringBuilder();
        int depth = 0;
        Piece before = null;
        for (int i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            if (before == null || piece.row > before.endRow) {
                if (before != null) out.append(piece.row > before.endRow + 1 ? "\n\n" : "\n");
                out.append("\t".repeat(Math.max(0, depth - leadingClosers(i))));
            } else if (isSpaced(before, piece)) {
                out.append(' ');
            }
            out.append(piece.text);
            if (!piece.comment && OPENING.contains(piece.text)) depth++;
            if (!piece.comment && CLOSING.contains(piece.text)) depth--;
            before = piece;
        }
        return pieces.isEmpty() ? "" : out.append('\n').toString();
    }

    /** How many brackets a line closes before it says anything. */
    private int leadingClosers(int first) {
        int count = 0;
        for (int i = first; i < pieces.size() && pieces.get(i).row == pieces.get(first).row; i++) {
            if (pieces.get(i).comment || !CLOSING.contains(pieces.get(i).text)) break;
            count++;
        }
        return count;
    }

    private static boolean isSpaced(Piece before, Piece piece) {
        if (piece.comment) return true;
        if (piece.text.equals(",") || piece.text.equals(";")) return false;
        if (before.text.equals(",") || before.text.equals(";")) return !CLOSING.contains(piece.text);
        if (SPACED.contains(before.text) || SPACED.contains(piece.text)) return true;
        boolean bracket =
                before.text.equals("(") || before.text.equals("[") || piece.text.equals(")") || piece.text.equals("]");
        return !bracket && piece.start > before.end;
    }
}
