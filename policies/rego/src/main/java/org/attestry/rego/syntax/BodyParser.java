package org.attestry.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Var;

/** Reads bodies: the expressions of a rule, a query or a comprehension, with their modifiers. */
abstract class BodyParser extends TermParser {
    BodyParser(Lexer lexer, int maxNesting) {
        super(lexer, maxNesting);
    }

    @Override
    final List<Expr> bodyUntil(String close) {
        enter();
        var body = body(close);
        if (body.isEmpty()) throw unexpected("found empty body");
        expect(close);
        leave(1);
        return body;
    }

    /** Expressions up to {@code close}, or up to the end where it is empty; it is left to the caller. */
    final List<Expr> body(String close) {
        var body = new ArrayList<Expr>();
        while (!at(close) && token.kind() != Token.Kind.END) {
            if (take(";")) continue;
            body.add(literal());
            if (at(close) || token.kind() == Token.Kind.END) break;
            if (!take(";") && !onNewLine()) throw unexpected("");
        }
        return body;
    }

    @Override
    final Expr literal() {
        enter();
        var loc = token.loc();
        boolean negated = takeKeyword("not");
        if (negated && (atName("some") || atName("every"))) throw unexpected("'not' cannot be used with it");
        var kind = takeKeyword("some") ? some() : takeKeyword("every") ? every() : expression();
        var withs = new ArrayList<Expr.With>();
        while (atKeyword("with")) withs.add(with());
        if (kind instanceof Kind.Some && !withs.isEmpty()) throw new ParseFailure(loc, "unexpected with");
        leave(1);
        return new Expr(kind, negated, withs, loc);
    }

    private Kind expression() {
        var left = term(true);
        if (take(":=")) return new Kind.Assign(left, term(true));
        if (take("=")) return new Kind.Unify(left, term(true));
        return new Kind.Holds(left);
    }

    private Kind some() {
        var first = relation(true);
        if (takeKeyword("in")) return new Kind.SomeIn(null, first, relation(true));
        var terms = new ArrayList<Term>();
        terms.add(first);
        while (take(",")) terms.add(relation(true));
        if (takeKeyword("in")) {
            if (terms.size() != 2) throw unexpected("expected a key and a value");
            return new Kind.SomeIn(first, terms.get(1), relation(true));
        }
        var vars = new ArrayList<Var>();
        for (var term : terms) {
            if (!(term instanceof Var v)) throw new ParseFailure(term.loc(), "expected var in some declaration");
            vars.add(v);
        }
        return new Kind.Some(vars);
    }

    private Kind every() {
        var first = unary();
        var second = take(",") ? unary() : null;
        if (!(first instanceof Var) || (second != null && !(second instanceof Var))) {
            throw new ParseFailure(first.loc(), "expected variable in every");
        }
        if (!takeKeyword("in")) throw unexpected("expected 'in'");
        var domain = relation(true);
        expect("{");
        var body = bodyUntil("}");
        if (body.isEmpty()) throw unexpected("found empty body");
        return second == null ? new Kind.Every(null, first, domain, body) : new Kind.Every(first, second, domain, body);
    }

    private Expr.With with() {
        var loc = advance().loc();
        var target = unary();
        if (!(target instanceof Ref) && !(target instanceof Var))
            throw new ParseFailure(loc, "expected with target path");
        if (!takeName("as")) throw unexpected("expected 'as'");
        return new Expr.With(target, term(false), loc);
    }
}
