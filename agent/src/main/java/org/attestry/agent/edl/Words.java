package org.attestry.agent.edl;

import java.util.List;

/** The words of a file, read front to back. */
final class Words {
    private final List<Token> tokens;
    private int at;

    Words(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        var token = peek();
        at++;
        return token;
    }

    boolean accept(String text) {
        boolean there = peek().is(text);
        at += there ? 1 : 0;
        return there;
    }

    Token expect(String text) throws EdlException {
        if (!peek().is(text)) {
            throw unexpected("`" + text + "'");
        }
        return next();
    }

    Token name(String what) throws EdlException {
        if (peek().kind() != Token.Kind.NAME || Keywords.reserved(peek().text())) {
            throw unexpected(what);
        }
        return next();
    }

    String string(String what) throws EdlException {
        if (peek().kind() != Token.Kind.STRING) {
            throw unexpected(what);
        }
        return next().text();
    }

    EdlException unexpected(String expected) {
        return new EdlException(peek().at(), "unexpected " + peek().shown() + "; " + expected + " is expected");
    }
}
