package org.attestry.rego.syntax;

import java.util.HashSet;
import java.util.Set;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.syntax.Token.Kind;

/** The current token, and how far the last one reached. Counts nesting for whoever recurses. */
class Tokens {
    /** Keywords that the first version of the language had not. */
    private static final Set<String> FUTURE = Set.of("if", "contains", "every", "in");

    protected final Lexer lexer;
    private final Set<String> notYet = new HashSet<>();
    private final int maxNesting;
    private int nesting;
    private int endRow;
    protected Token token;
    protected int lastEnd;
    protected int lastRow = 1;

    Tokens(Lexer lexer, int maxNesting) {
        this.lexer = lexer;
        this.maxNesting = maxNesting;
        token = lexer.next();
        endRow = token.loc().row();
    }

    protected Token advance() {
        var taken = token;
        lastEnd = taken.end();
        lastRow = endRow;
        token = lexer.next();
        endRow = lexer.row();
        return taken;
    }

    /** From here on those words are keywords only once they are imported. */
    protected void withoutFutureKeywords() {
        notYet.addAll(FUTURE);
    }

    protected void importKeyword(String word) {
        notYet.remove(word);
        if (word.equals("every")) notYet.remove("in");
    }

    protected void importKeywords() {
        notYet.clear();
    }

    /** True where a word that may be a keyword is one here. */
    protected boolean isKeyword(String word) {
        return !notYet.contains(word);
    }

    /** A place to come back to. */
    record Mark(Lexer.Position position, Token token, int nesting, int lastEnd, int lastRow, int endRow) {}

    protected Mark mark() {
        return new Mark(lexer.position(), token, nesting, lastEnd, lastRow, endRow);
    }

    protected void reset(Mark mark) {
        lexer.reset(mark.position);
        token = mark.token;
        nesting = mark.nesting;
        lastEnd = mark.lastEnd;
        lastRow = mark.lastRow;
        endRow = mark.endRow;
    }

    protected void enter() {
        if (++nesting > maxNesting) throw new ParseFailure(token.loc(), "nested too deep: limit is " + maxNesting);
    }

    protected void leave(int levels) {
        nesting -= levels;
    }

    /** True where the current token is a word that a step follows at once: then it is a name, whatever the word. */
    protected boolean startsRef() {
        char next = lexer.charAt(token.end());
        return next == '.' || next == '[';
    }

    /** True at a keyword that is meant as one. */
    protected boolean atKeyword(String word) {
        return atName(word) && lexer.charAt(token.end()) != '.';
    }

    protected boolean takeKeyword(String word) {
        if (!atKeyword(word)) return false;
        advance();
        return true;
    }

    protected boolean at(String symbol) {
        return token.is(symbol);
    }

    protected boolean atName(String name) {
        return token.isName(name) && isKeyword(name);
    }

    protected boolean take(String symbol) {
        if (!token.is(symbol)) return false;
        advance();
        return true;
    }

    protected boolean takeName(String name) {
        if (!atName(name)) return false;
        advance();
        return true;
    }

    /** True where the current token touches the last one. */
    protected boolean adjacent() {
        return token.start() == lastEnd;
    }

    protected boolean onNewLine() {
        return token.kind() == Kind.END || token.loc().row() > lastRow;
    }

    protected Loc expect(String symbol) {
        if (!token.is(symbol)) throw unexpected("expected '" + symbol + "'");
        return advance().loc();
    }

    protected ParseFailure unexpected(String wanted) {
        return new ParseFailure(
                token.loc(), "unexpected " + token.describe() + (wanted.isEmpty() ? "" : ": " + wanted));
    }
}
