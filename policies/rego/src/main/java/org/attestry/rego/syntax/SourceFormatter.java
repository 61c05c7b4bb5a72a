package org.attestry.rego.syntax;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Module;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.syntax.Token.Kind;

/**
 * Lays out source: indentation by nesting, spaces as {@link Spacing} says, at most one blank line, and braces that span lines on lines of
 * their own.
 *
 * <p>Tokens and their order are kept, and so is where lines end but for such braces, so that the meaning is; what was formatted once is
 * not changed again.
 */
public final class SourceFormatter {
    private final String in;
    private final Lexer lexer;
    private final int[] lineStarts;
    private final List<Piece> pieces = new ArrayList<>();
    private boolean annotation;

    /** A token or a comment as it stands in the source. */
    record Piece(String text, int row, int start, int end, int endRow, boolean comment) {
        /** Whether it is this symbol or name. */
        boolean is(String token) {
            return !comment && text.equals(token);
        }

        boolean opens() {
            return is("(") || is("[") || is("{");
        }

        boolean closes() {
            return is(")") || is("]") || is("}");
        }
    }

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

    /** Annotations are YAML, to whose blocks of text blanks at the end of a line belong. */
    private boolean isAnnotation(Module.Comment comment) {
        boolean goesOn = annotation
                && !pieces.isEmpty()
                && pieces.getLast().comment
                && pieces.getLast().row == comment.loc().row() - 1;
        return goesOn || comment.text().strip().equals("METADATA");
    }

    private Piece piece(Module.Comment comment) {
        int start = offset(comment);
        annotation = isAnnotation(comment);
        var text = "#" + (annotation ? comment.text() : comment.text().stripTrailing());
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
        var spacing = new Spacing(pieces);
        var breaks = Braces.breaks(pieces);
        var indents = new Indents();
        for (int i = 0; i < pieces.size(); i++) {
            if (i == 0 || startsLine(i, breaks)) {
                if (i > 0) out.append(blankBefore(i) ? "\n\n" : "\n");
                out.append("\t".repeat(indents.beginLine(line(i, breaks))));
            } else if (spacing.before(i)) {
                out.append(' ');
            }
            out.append(pieces.get(i).text);
            indents.see(pieces.get(i));
        }
        return pieces.isEmpty() ? "" : out.append('\n').toString();
    }

    private boolean blankBefore(int at) {
        var before = pieces.get(at - 1);
        var piece = pieces.get(at);
        return piece.row > before.endRow + 1 && !before.opens() && !piece.closes();
    }

    private boolean startsLine(int at, BitSet breaks) {
        return breaks.get(at) || pieces.get(at).row > pieces.get(at - 1).endRow;
    }

    /** The pieces of the line that begins with {@code first}. */
    private List<Piece> line(int first, BitSet breaks) {
        int end = first + 1;
        while (end < pieces.size() && !startsLine(end, breaks)) end++;
        return pieces.subList(first, end);
    }
}
