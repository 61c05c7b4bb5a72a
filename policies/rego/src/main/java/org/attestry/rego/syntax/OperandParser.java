package org.attestry.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Call;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.syntax.Token.Kind;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoString;
import org.jspecify.annotations.Nullable;

/** Reads what operators stand between: literals, names, and the references and calls that begin with one. */
abstract class OperandParser extends CollectionParser {
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

    private int wildcards;

    OperandParser(Lexer lexer, int maxNesting) {
        super(lexer, maxNesting);
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

    private Var wildcard(Loc loc) {
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

    /** The arguments of a function head, or null where there are none. */
    final @Nullable List<Term> arguments() {
        if (!at("(") || !adjacent()) return null;
        advance();
        return list(")");
    }
}
