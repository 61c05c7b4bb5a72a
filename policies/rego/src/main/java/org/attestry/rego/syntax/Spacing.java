package org.attestry.rego.syntax;

import java.util.List;
import java.util.Set;
import org.attestry.rego.syntax.SourceFormatter.Piece;

/** Which tokens of a line have a space before them: those around operators, after commas, colons and keywords, and where the source has one. */
final class Spacing {
    private static final Set<String> OPERATORS =
            Set.of(":=", "=", "==", "!=", "<", "<=", ">", ">=", "+", "*", "/", "%", "&", "|");
    private static final Set<String> KEYWORDS = Set.of("if", "in", "not", "else", "every", "some", "with", "as");
    private static final Set<String> REFERRING = Set.of(".", "[", "(");
    private static final Set<String> SEPARATORS = Set.of(",", ";", ":");

    private final List<Piece> pieces;

    Spacing(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** Whether the piece at {@code at}, which begins no line, has a space before it. */
    boolean before(int at) {
        var before = pieces.get(at - 1);
        var piece = pieces.get(at);
        if (piece.comment()) return true;
        if (isAny(piece, SEPARATORS)) return false;
        if (isAny(before, SEPARATORS)) return !piece.closes();
        if (isOperator(at - 1) || isOperator(at)) return true;
        // a word that a dot or a bracket touches may name a rule
        if (isKeyword(at - 1) && !isAny(piece, REFERRING)) return true;
        boolean bracket = before.is("(") || before.is("[") || piece.is(")") || piece.is("]");
        return !bracket && piece.start() > before.end();
    }

    /** A minus is one where a term ends before it on its line. */
    private boolean isOperator(int at) {
        var piece = pieces.get(at);
        if (!piece.is("-")) return isAny(piece, OPERATORS);
        if (at == 0 || pieces.get(at - 1).endRow() != piece.row() || isKeyword(at - 1)) return false;
        return pieces.get(at - 1).closes() || endsTerm(pieces.get(at - 1));
    }

    /** A word that stands between terms, and not for one: behind a dot it is the name of a member. */
    private boolean isKeyword(int at) {
        return isAny(pieces.get(at), KEYWORDS)
                && (at == 0 || !pieces.get(at - 1).is("."));
    }

    private static boolean endsTerm(Piece piece) {
        char last = piece.text().charAt(piece.text().length() - 1);
        return !piece.comment() && (Character.isLetterOrDigit(last) || last == '_' || last == '"' || last == '`');
    }

    private static boolean isAny(Piece piece, Set<String> symbols) {
        return !piece.comment() && symbols.contains(piece.text());
    }
}
