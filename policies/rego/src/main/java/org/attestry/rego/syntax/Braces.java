package org.attestry.rego.syntax;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.attestry.rego.syntax.SourceFormatter.Piece;

/**
 * Where braces that span lines stand on lines of their own: what they open with begins a line, and so does what closes them.
 *
 * <p>Comprehensions are left as they are: their head stands beside the brace.
 */
final class Braces {
    private final BitSet breaks = new BitSet();
    private final Deque<Open> open = new ArrayDeque<>();

    private static final class Open {
        private final int at;
        private boolean comprehension;

        private Open(int at) {
            this.at = at;
        }
    }

    private Braces() {}

    /** The pieces that begin a line because of a brace. */
    static BitSet breaks(List<Piece> pieces) {
        var braces = new Braces();
        for (int i = 0; i < pieces.size(); i++) braces.see(pieces, i);
        return braces.breaks;
    }

    private void see(List<Piece> pieces, int at) {
        var piece = pieces.get(at);
        if (piece.opens()) {
            open.push(new Open(at));
        } else if (piece.is("|") && !open.isEmpty()) {
            open.peek().comprehension = true;
        } else if (piece.closes() && !open.isEmpty()) {
            close(pieces, open.pop(), at);
        }
    }

    private void close(List<Piece> pieces, Open opened, int at) {
        var opening = pieces.get(opened.at);
        boolean spans = pieces.get(at).row() > opening.row();
        if (!opening.is("{") || opened.comprehension || !spans) return;
        if (!pieces.get(opened.at + 1).comment()) breaks.set(opened.at + 1);
        breaks.set(at);
    }
}
