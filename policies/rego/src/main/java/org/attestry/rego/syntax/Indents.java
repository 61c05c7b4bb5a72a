package org.attestry.rego.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.attestry.rego.syntax.SourceFormatter.Piece;

/**
 * How far lines are indented: one further than the line that opened what they stand in, however many brackets it opened; and a line that
 * begins by closing brackets as far as the line that opened the last of them.
 */
final class Indents {
    /** The indentation of the line of each bracket that is open. */
    private final Deque<Integer> open = new ArrayDeque<>();

    private int current;

    /** The indentation of the line of these {@code pieces}, which {@link #see} is told of afterwards. */
    int beginLine(List<Piece> pieces) {
        int closing = 0;
        while (closing < pieces.size()
                && closing < open.size()
                && pieces.get(closing).closes()) closing++;
        current = closing > 0
                ? open.stream().skip(closing - 1L).findFirst().orElse(0)
                : open.isEmpty() ? 0 : open.peek() + 1;
        return current;
    }

    /** Takes note of the next piece of the line. */
    void see(Piece piece) {
        if (piece.opens()) open.push(current);
        if (piece.closes()) open.poll();
    }
}
