package org.attestry.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Entry;
import org.attestry.rego.ast.Term.Part;

/** Reads what stands in brackets, and the templates that hold terms like brackets do. */
abstract class CollectionParser extends Tokens {
    CollectionParser(Lexer lexer, int maxNesting) {
        super(lexer, maxNesting);
    }

    /** A term with operators. {@code keyed} allows {@code k, v in xs}. */
    abstract Term term(boolean keyed);

    /** A term before the bar of a comprehension, where {@code |} is no operator. */
    abstract Term headTerm();

    /** Expressions up to {@code close}, which is consumed. */
    abstract List<Expr> bodyUntil(String close);

    abstract Expr literal();

    /** Terms separated by commas up to {@code close}; a comma may trail. */
    final List<Term> list(String close) {
        return list(close, new ArrayList<>());
    }

    private List<Term> list(String close, List<Term> items) {
        while (!take(close)) {
            items.add(term(false));
            if (!take(",")) {
                expect(close);
                break;
            }
        }
        return items;
    }

    final Term array() {
        var loc = advance().loc();
        if (take("]")) return new Term.ArrayTerm(List.of(), loc);
        var head = headTerm();
        if (take("|")) return new Term.ArrayCompr(head, bodyUntil("]"), loc);
        return new Term.ArrayTerm(rest(head, "]"), loc);
    }

    private List<Term> rest(Term head, String close) {
        var items = new ArrayList<Term>();
        items.add(head);
        if (take(",")) return list(close, items);
        expect(close);
        return items;
    }

    final Term braced() {
        var loc = advance().loc();
        if (take("}")) return new Term.ObjectTerm(List.of(), loc);
        var head = headTerm();
        if (take(":")) return object(head, loc);
        if (take("|")) return new Term.SetCompr(head, bodyUntil("}"), loc);
        return new Term.SetTerm(rest(head, "}"), loc);
    }

    private Term object(Term key, Loc loc) {
        var value = headTerm();
        if (take("|")) return new Term.ObjectCompr(key, value, bodyUntil("}"), loc);
        var entries = new ArrayList<Entry>();
        entries.add(new Entry(key, value));
        while (take(",")) {
            if (at("}")) break;
            var next = term(false);
            expect(":");
            entries.add(new Entry(next, term(false)));
        }
        expect("}");
        return new Term.ObjectTerm(entries, loc);
    }

    final Term template() {
        var opening = token;
        char quote = opening.text().charAt(0);
        var parts = new ArrayList<Part>();
        while (true) {
            var text = new StringBuilder();
            boolean hole = lexer.templateText(quote, text, opening.loc());
            if (!text.isEmpty()) parts.add(new Part.Text(text.toString()));
            if (!hole) break;
            advance();
            if (at("}")) throw unexpected("empty template expression");
            parts.add(new Part.Hole(literal()));
            if (!at("}")) throw unexpected("expected '}'");
        }
        advance();
        return new Term.Template(parts, opening.loc());
    }
}
