package org.attestry.rego.syntax;

import java.util.List;
import java.util.Map;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Call;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.syntax.Token.Kind;

/**
 * Reads terms with their operators, never going back.
 *
 * <p>From loosest to tightest: {@code in}; comparisons; {@code |}; {@code &}; {@code + -}; {@code * / %}.
 */
abstract class TermParser extends OperandParser {
    private static final Map<String, String> RELATIONS =
            Map.of("==", "equal", "!=", "neq", "<", "lt", "<=", "lte", ">", "gt", ">=", "gte");
    private static final Map<String, String> SUMS = Map.of("+", "plus", "-", "minus");
    private static final Map<String, String> PRODUCTS = Map.of("*", "mul", "/", "div", "%", "rem");

    TermParser(Lexer lexer, int maxNesting) {
        super(lexer, maxNesting);
    }

    @Override
    final Term term(boolean keyed) {
        enter();
        var loc = token.loc();
        var left = relation(true);
        int levels = 1;
        if (keyed && at(",")) {
            advance();
            var value = relation(true);
            if (!takeKeyword("in")) throw unexpected("expected 'in'");
            left = operator("internal.member_3", loc, left, value, relation(true));
        }
        while (takeKeyword("in")) {
            enter();
            levels++;
            left = operator("internal.member_2", loc, left, relation(true));
        }
        leave(levels);
        return left;
    }

    @Override
    final Term headTerm() {
        enter();
        var loc = token.loc();
        var left = relation(false);
        if (takeKeyword("in")) left = operator("internal.member_2", loc, left, relation(false));
        leave(1);
        return left;
    }

    private static Term operator(String name, Loc loc, Term... args) {
        return new Call(new Var(name, loc), List.of(args), loc);
    }

    final Term relation(boolean bar) {
        var loc = token.loc();
        var left = or(bar);
        int levels = 0;
        while (token.kind() == Kind.SYMBOL && RELATIONS.containsKey(token.text())) {
            enter();
            levels++;
            left = operator(name(RELATIONS), loc, left, or(bar));
        }
        leave(levels);
        return left;
    }

    private String name(Map<String, String> operators) {
        var name = operators.get(advance().text());
        if (name == null) throw new IllegalStateException("no such operator");
        return name;
    }

    private Term or(boolean bar) {
        var loc = token.loc();
        var left = and();
        int levels = 0;
        while (bar && at("|")) {
            enter();
            levels++;
            advance();
            left = operator("or", loc, left, and());
        }
        leave(levels);
        return left;
    }

    private Term and() {
        var loc = token.loc();
        var left = sum();
        int levels = 0;
        while (take("&")) {
            enter();
            levels++;
            left = operator("and", loc, left, sum());
        }
        leave(levels);
        return left;
    }

    private Term sum() {
        var loc = token.loc();
        var left = product();
        int levels = 0;
        while (token.kind() == Kind.SYMBOL && SUMS.containsKey(token.text())) {
            enter();
            levels++;
            left = operator(name(SUMS), loc, left, product());
        }
        leave(levels);
        return left;
    }

    private Term product() {
        var loc = token.loc();
        var left = unary();
        int levels = 0;
        while (token.kind() == Kind.SYMBOL && PRODUCTS.containsKey(token.text())) {
            enter();
            levels++;
            left = operator(name(PRODUCTS), loc, left, unary());
        }
        leave(levels);
        return left;
    }
}
