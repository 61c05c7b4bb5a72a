package org.attestry.rego.syntax;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.attestry.rego.syntax.SourceFormatter.Piece;

/**
 * Where braces that span lines stand on lines of their own: what they open with begins a line, and so does what closes them.
 *
 * <p>Comprehensions are left as they are: their head stands beside the brace. So are braces with a comment behind them on their line: a
 * comment that moves may join or leave a block of annotations.
 */
final class Braces {
    private static final Set<String> ENDING_A_HEAD = Set.of(":=", "=", "==", ",", ";");

    private final BitSet breaks = new BitSet();
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Piece> pieces;

    private static final class Open {
        private final int at;
        private boolean comprehension;
        private boolean headEnded;

        private Open(int at) {
            this.at = at;
        }
    }

    private Braces(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** The pieces that begin a line because of a brace. */
    static BitSet breaks(List<Piece> pieces) {
        var braces = new Braces(pieces);
        for (int i = 0; i < pieces.size(); i++) braces.see(i);
        return braces.breaks;
    }

    private void see(int at) {
        var piece = pieces.get(at);
        if (piece.closes() && !open.isEmpty()) close(open.pop(), at);
        else if (!open.isEmpty()) inside(open.peek(), piece);
        if (piece.opens()) open.push(new Open(at));
    }

    /** A comprehension has one term, or a key and a value, before its bar, on the line of the brace. */
    private void inside(Open innermost, Piece piece) {
        innermost.headEnded |= !piece.comment() && ENDING_A_HEAD.contains(piece.text());
        innermost.headEnded |= piece.row() > pieces.get(innermost.at).row();
        if (piece.is("|") && !innermost.headEnded) innermost.comprehension = true;
    }

    private void close(Open opened, int at) {
        var opening = pieces.get(opened.at);
        boolean spans = pieces.get(at).row() > opening.row();
        if (!opening.is("{") || opened.comprehension || !spans) return;
        if (!commentFollows(opened.at)) breaks.set(opened.at + 1);
        if (!commentFollows(at)) breaks.set(at);
    }

    private boolean commentFollows(int at) {
        for (int i = at + 1;
                i < pieces.size() && pieces.get(i).row() == pieces.get(at).row();
                i++) {
            if (pieces.get(i).comment()) return true;
        }
        return false;
    }
}
