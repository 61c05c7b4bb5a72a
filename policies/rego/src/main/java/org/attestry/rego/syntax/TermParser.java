package org.attestry.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Call;
import org.attestry.rego.ast.Term.Entry;
import org.attestry.rego.ast.Term.Part;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.syntax.Token.Kind;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoString;
import org.jspecify.annotations.Nullable;

/**
 * Reads terms with their operators, never going back.
 *
 * <p>From loosest to tightest: {@code in}; comparisons; {@code |}; {@code &}; {@code + -}; {@code * / %}.
 */
abstract class TermParser extends Tokens {
    static final Set<String> KEYWORDS = Set.of(
            "as",
            "default",
            "else",
            "false",
            "import",
            "not",
            "null",
            "package",
            "some",
            "true",
            "with",
            "if",
            "contains",
            "every",
            "in");
    private static final Map<String, String> RELATIONS =
            Map.of("==", "equal", "!=", "neq", "<", "lt", "<=", "lte", ">", "gt", ">=", "gte");
    private static final Map<String, String> SUMS = Map.of("+", "plus", "-", "minus");
    private static final Map<String, String> PRODUCTS = Map.of("*", "mul", "/", "div", "%", "rem");

    private int wildcards;

    TermParser(Lexer lexer, int maxNesting) {
        super(lexer, maxNesting);
    }

    /** Expressions up to {@code close}, which is consumed. */
    abstract List<Expr> bodyUntil(String close);

    abstract Expr literal();

    /** A term with operators. {@code keyed} allows {@code k, v in xs}. */
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

    /** A term before the bar of a comprehension, where {@code |} is no operator. */
    private Term headTerm() {
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

    /** A term without operators: a literal, a name, a reference, a call. */
    final Term unary() {
        enter();
        var loc = token.loc();
        var term = switch (token.kind()) {
            case NAME -> postfix(named());
            case NUMBER -> numeral(loc, false);
            case STRING -> new Scalar(RegoString.of(advance().text()), loc);
            case TEMPLATE -> template();
            case SYMBOL -> symbol();
            case END -> throw unexpected("");
        };
        leave(1);
        return term;
    }

    private Term symbol() {
        var loc = token.loc();
        return switch (token.text()) {
            case "-" -> {
                advance();
                if (token.kind() != Kind.NUMBER) throw unexpected("expected number");
                yield numeral(loc, true);
            }
            case "(" -> {
                advance();
                var inner = term(true);
                expect(")");
                yield postfix(inner);
            }
            case "[" -> postfix(array());
            case "{" -> postfix(braced());
            default -> throw unexpected("");
        };
    }

    private Term numeral(Loc loc, boolean negative) {
        var text = advance().text();
        try {
            return new Scalar(RegoNumber.parse(negative ? "-" + text : text), loc);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new ParseFailure(loc, "number out of range");
        }
    }

    private Term named() {
        var loc = token.loc();
        var name = token.text();
        boolean keyword = KEYWORDS.contains(name) && isKeyword(name);
        if (lexer.charAt(token.end()) == '.' && keyword) {
            advance();
            return new Var(name, loc);
        }
        boolean callsContains = name.equals("contains") && lexer.charAt(token.end()) == '(';
        boolean literal = name.equals("true") || name.equals("false") || name.equals("null");
        if (keyword && !literal && !callsContains) throw unexpected("");
        advance();
        return switch (name) {
            case "true", "false" -> new Scalar(RegoBoolean.of(name.equals("true")), loc);
            case "null" -> new Scalar(RegoNull.NULL, loc);
            case "_" -> wildcard(loc);
            default -> new Var(name, loc);
        };
    }

    final Var wildcard(Loc loc) {
        return new Var("$" + wildcards++, loc);
    }

    /** Steps and arguments that touch what they follow. */
    private Term postfix(Term head) {
        if (head instanceof Scalar) return head;
        var term = head;
        int levels = 0;
        while (adjacent() && (at(".") || at("[") || at("("))) {
            if (at("(")) {
                enter();
                levels++;
                term = call(term);
            } else {
                var steps = steps();
                term = term instanceof Ref ref ? joined(ref, steps) : new Ref(term, steps, term.loc());
            }
        }
        leave(levels);
        return term;
    }

    private static Ref joined(Ref ref, List<Term> more) {
        var steps = new ArrayList<>(ref.path());
        steps.addAll(more);
        return new Ref(ref.head(), steps, ref.loc());
    }

    /** {@code .name} and {@code [term]} as long as they follow without a space. */
    final List<Term> steps() {
        var steps = new ArrayList<Term>();
        while (adjacent() && (at(".") || at("["))) {
            if (take("[")) {
                steps.add(term(false));
                expect("]");
            } else {
                advance();
                if (token.kind() != Kind.NAME || !adjacent()) throw unexpected("expected name");
                var name = advance();
                steps.add(new Scalar(RegoString.of(name.text()), name.loc()));
            }
        }
        return steps;
    }

    private Term call(Term operator) {
        var loc = operator.loc();
        boolean named = operator instanceof Var
                || (operator instanceof Ref r
                        && r.head() instanceof Var
                        && r.groundPrefix() == r.path().size());
        if (!named) throw unexpected("illegal call");
        advance();
        var args = list(")");
        if (operator instanceof Var v && v.name().equals("set") && args.isEmpty())
            return new Term.SetTerm(List.of(), loc);
        return new Call(operator, args, loc);
    }

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

    private Term array() {
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

    private Term braced() {
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

    private Term template() {
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

    /** The arguments of a function head, or null where there are none. */
    final @Nullable List<Term> arguments() {
        if (!at("(") || !adjacent()) return null;
        advance();
        return list(")");
    }
}
