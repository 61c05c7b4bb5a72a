package org.attestry.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.value.RegoBoolean;
import org.jspecify.annotations.Nullable;

/** Reads rules: a head, a value, a body and what is to be tried else. */
abstract class RuleParser extends BodyParser {
    protected boolean v1;

    RuleParser(Lexer lexer, boolean v1, int maxNesting) {
        super(lexer, maxNesting);
        this.v1 = v1;
    }

    final void rule(List<Rule.Annotation> notes, List<Rule> rules) {
        var loc = token.loc();
        boolean isDefault = takeKeyword("default");
        var head = head();
        var value = assigned();
        if (value == null && !isDefault && isSetOfV0(head)) head = setOfV0(head);
        boolean conditional = takeName("if");
        boolean braced = at("{") && !onNewLineBrace(conditional);
        if (isDefault) {
            if (conditional || braced) throw new ParseFailure(loc, "default rules cannot have bodies");
            if (value == null) throw new ParseFailure(loc, "default rules must have a value");
        }
        if (braced && v1 && !conditional) throw new ParseFailure(loc, "`if` keyword is required before rule body");
        var body = conditional || braced ? ruleBody(braced) : List.<Expr>of();
        if (v1 && value == null && body.isEmpty() && head.contains() == null) {
            throw new ParseFailure(loc, head.ref() + " must have value assignment and/or body declaration");
        }
        var branches = new ArrayList<Rule.Branch>();
        branches.add(branch(value, body, loc));
        elses(head, branches);
        rules.add(new Rule(head, isDefault, branches, notes, loc));
        while (!v1 && !isDefault && branches.size() == 1 && at("{") && !body.isEmpty()) {
            var chained = ruleBody(true);
            rules.add(new Rule(head, false, List.of(branch(value, chained, loc)), notes, loc));
        }
    }

    /** In the first version of the language a name with one step and no value adds to a set. */
    private boolean isSetOfV0(Rule.Head head) {
        return !v1
                && head.contains() == null
                && !head.isFunction()
                && head.ref().path().size() == 1
                && !atName("if");
    }

    private static Rule.Head setOfV0(Rule.Head head) {
        var name = new Ref(head.ref().head(), List.of(), head.loc());
        return new Rule.Head(name, null, head.ref().path().getFirst(), head.loc());
    }

    private static Rule.Branch branch(@Nullable Term value, List<Expr> body, Loc loc) {
        return new Rule.Branch(value == null ? new Scalar(RegoBoolean.TRUE, loc) : value, body, loc);
    }

    /** A brace on the next line begins a body only after {@code if}. */
    private boolean onNewLineBrace(boolean conditional) {
        return !conditional && onNewLine();
    }

    private Rule.Head head() {
        var loc = token.loc();
        if (token.kind() != Token.Kind.NAME) throw unexpected("expected rule name");
        boolean keyword = KEYWORDS.contains(token.text()) && isKeyword(token.text());
        if (keyword && !token.text().equals("contains") && !startsRef()) throw unexpected("expected rule name");
        var name = advance();
        if (name.text().equals("_")) throw new ParseFailure(loc, "unexpected '_': expected rule name");
        var ref = new Ref(new Var(name.text(), loc), steps(), loc);
        var args = arguments();
        if (args != null && args.isEmpty()) throw new ParseFailure(loc, "functions must have at least one argument");
        Term item = null;
        if (takeName("contains")) {
            if (args != null)
                throw new ParseFailure(loc, "the contains keyword can only be used with multi-value rule definitions");
            item = term(false);
        }
        return new Rule.Head(ref, args, item, loc);
    }

    private @Nullable Term assigned() {
        if (!at(":=") && !at("=")) return null;
        advance();
        return term(false);
    }

    private List<Expr> ruleBody(boolean braced) {
        if (!braced) {
            enter();
            var only = literal();
            leave(1);
            return List.of(only);
        }
        var start = mark();
        expect("{");
        if (at("}")) throw unexpected("found empty body");
        try {
            var body = bodyUntil("}");
            return body;
        } catch (ParseFailure notBody) {
            return List.of(collection(start, notBody));
        }
    }

    /** What follows {@code if} may be one expression that begins with a brace: a set, an object, a comprehension. */
    private Expr collection(Mark start, ParseFailure notBody) {
        reset(start);
        try {
            return literal();
        } catch (ParseFailure _) {
            throw notBody;
        }
    }

    private void elses(Rule.Head head, List<Rule.Branch> branches) {
        while (atKeyword("else")) {
            var loc = advance().loc();
            if (!head.ref().path().stream().allMatch(Scalar.class::isInstance))
                throw new ParseFailure(loc, "else keyword cannot be used on rules with variables in head");
            if (head.contains() != null)
                throw new ParseFailure(loc, "else keyword cannot be used on multi-value rules");
            var value = assigned();
            boolean conditional = takeName("if");
            boolean braced = at("{") && (conditional || !onNewLine());
            if (braced && v1 && !conditional) throw new ParseFailure(loc, "`if` keyword is required before rule body");
            if (value == null && !conditional && !braced) throw new ParseFailure(loc, "expected else value or body");
            var body = conditional || braced ? ruleBody(braced) : List.<Expr>of();
            branches.add(branch(value, body, loc));
        }
    }
}
