package org.attestry.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Module;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoString;
import org.jspecify.annotations.Nullable;

/** Reads one module, or one query, and says where it stops being Rego. */
public final class Parser extends TermParser {
    private static final String FUTURE = "future.keywords";
    private static final Scalar NO_VALUE = new Scalar(RegoBoolean.TRUE, new Loc("", 0, 0));

    private final String file;
    private boolean v1;
    private int annotated;

    private Parser(String file, String text, RegoVersion version, Limits limits) {
        super(new Lexer(file, text), limits.nesting());
        this.file = file;
        this.v1 = version == RegoVersion.V1;
        if (!v1) withoutFutureKeywords();
    }

    /**
     * Reads a module.
     *
     * @throws RegoCompileException where {@code text} is no module, or too large
     */
    public static Module module(String file, String text, RegoVersion version, Limits limits)
            throws RegoCompileException {
        try {
            checkSize(file, text, limits);
            return new Parser(file, text, version, limits).module();
        } catch (ParseFailure e) {
            throw new RegoCompileException(List.of(e.error()));
        }
    }

    /**
     * Reads a query.
     *
     * @throws RegoCompileException where {@code text} is no body of expressions, or too large
     */
    public static List<Expr> query(String file, String text, Limits limits) throws RegoCompileException {
        try {
            checkSize(file, text, limits);
            var parser = new Parser(file, text, RegoVersion.V1, limits);
            var body = parser.body("");
            if (body.isEmpty()) throw parser.unexpected("empty query");
            return body;
        } catch (ParseFailure e) {
            throw new RegoCompileException(List.of(e.error()));
        }
    }

    private static void checkSize(String file, String text, Limits limits) {
        if (text.length() > limits.sourceChars()) {
            throw new ParseFailure(
                    new Loc(file, 1, 1), "source too large: limit is " + limits.sourceChars() + " characters");
        }
    }

    private Module module() {
        if (token.kind() == Token.Kind.END) throw new ParseFailure(token.loc(), "empty module");
        var packageNotes = annotations();
        if (!takeName("package")) throw unexpected("package expected");
        var path = packagePath();
        endOfStatement();
        var imports = new ArrayList<Module.Import>();
        var rules = new ArrayList<Rule>();
        while (token.kind() != Token.Kind.END) {
            var notes = annotations();
            if (atKeyword("import")) imports.add(imported());
            else rule(notes, rules);
            endOfStatement();
        }
        return new Module(file, v1, path, imports, rules, packageNotes, lexer.comments());
    }

    private void endOfStatement() {
        if (!onNewLine() && !take(";")) throw unexpected("");
    }

    private Ref packagePath() {
        var loc = token.loc();
        if (token.kind() != Token.Kind.NAME || onNewLine()) throw unexpected("expected package path");
        var steps = new ArrayList<Term>();
        var first = advance();
        steps.add(new Scalar(RegoString.of(first.text()), first.loc()));
        steps.addAll(steps());
        var path = new Ref(new Var("data", loc), steps, loc);
        if (path.groundPrefix() < steps.size()) throw new ParseFailure(loc, "package path must be strings");
        return path;
    }

    private Module.Import imported() {
        var loc = advance().loc();
        if (token.kind() != Token.Kind.NAME) throw unexpected("expected path");
        var root = advance();
        var path = new Ref(new Var(root.text(), root.loc()), steps(), root.loc());
        checkImport(path);
        String alias = null;
        if (takeName("as")) {
            if (token.kind() != Token.Kind.NAME) throw unexpected("expected alias");
            alias = advance().text();
        }
        adopt(path.toString());
        return new Module.Import(path, alias, loc);
    }

    private void adopt(String path) {
        if (path.equals("rego.v1")) v1 = true;
        if (path.equals("rego.v1") || path.equals(FUTURE)) importKeywords();
        else if (path.startsWith(FUTURE)) importKeyword(path.substring(FUTURE.length() + 1));
    }

    private static void checkImport(Ref path) {
        var root = path.head().toString();
        if (path.groundPrefix() < path.path().size()) throw new ParseFailure(path.loc(), "import path must be strings");
        if (root.equals("rego")) {
            if (!path.toString().equals("rego.v1"))
                throw new ParseFailure(path.loc(), "invalid import, must be `rego.v1`");
        } else if (root.equals("future")) {
            var keywords = List.of(FUTURE, FUTURE + ".in", FUTURE + ".every", FUTURE + ".if", FUTURE + ".contains");
            if (!keywords.contains(path.toString())) throw new ParseFailure(path.loc(), "unexpected import " + path);
        } else if (!root.equals("data") && !root.equals("input")) {
            throw new ParseFailure(
                    path.loc(),
                    "unexpected import path, must begin with one of: {data, future, input, rego}, got: " + root);
        }
    }

    /** Metadata blocks among the comments that came since the last statement. */
    private List<Rule.Annotation> annotations() {
        var found = new ArrayList<Rule.Annotation>();
        var comments = lexer.comments();
        var block = new StringBuilder();
        Loc start = null;
        int row = 0;
        for (; annotated < comments.size(); annotated++) {
            var comment = comments.get(annotated);
            if (comment.loc().row() > token.loc().row()) break;
            boolean opens = comment.text().strip().equals("METADATA");
            if (start != null && (opens || comment.loc().row() != row + 1)) {
                found.add(new Rule.Annotation(block.toString(), start));
                start = null;
            }
            if (opens) {
                start = comment.loc();
                block.setLength(0);
            } else if (start != null) {
                block.append(comment.text()).append('\n');
            }
            row = comment.loc().row();
        }
        if (start != null) found.add(new Rule.Annotation(block.toString(), start));
        return found;
    }

    private void rule(List<Rule.Annotation> notes, List<Rule> rules) {
        var loc = token.loc();
        boolean isDefault = takeKeyword("default");
        var head = head();
        var value = assigned();
        boolean v0Set = !v1
                && value == null
                && head.contains() == null
                && !head.isFunction()
                && head.ref().path().size() == 1
                && !atName("if")
                && !isDefault;
        if (v0Set)
            head = new Rule.Head(
                    new Ref(head.ref().head(), List.of(), head.loc()),
                    null,
                    head.ref().path().getFirst(),
                    head.loc());
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
        branches.add(new Rule.Branch(value == null ? truth(loc) : value, body, loc));
        elses(head, branches);
        rules.add(new Rule(head, isDefault, branches, notes, loc));
        while (!v1 && !isDefault && branches.size() == 1 && at("{") && !body.isEmpty()) {
            var chained = ruleBody(true);
            rules.add(new Rule(
                    head,
                    false,
                    List.of(new Rule.Branch(value == null ? truth(loc) : value, chained, loc)),
                    notes,
                    loc));
        }
    }

    /** A brace on the next line begins a body only after {@code if}. */
    private boolean onNewLineBrace(boolean conditional) {
        return !conditional && onNewLine();
    }

    private static Scalar truth(Loc loc) {
        return new Scalar(NO_VALUE.value(), loc);
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
            if (head.contains() != null)
                throw new ParseFailure(loc, "else keyword cannot be used on multi-value rules");
            var value = assigned();
            boolean conditional = takeName("if");
            boolean braced = at("{") && (conditional || !onNewLine());
            if (braced && v1 && !conditional) throw new ParseFailure(loc, "`if` keyword is required before rule body");
            if (value == null && !conditional && !braced) throw new ParseFailure(loc, "expected else value or body");
            var body = conditional || braced ? ruleBody(braced) : List.<Expr>of();
            branches.add(new Rule.Branch(value == null ? truth(loc) : value, body, loc));
        }
    }

    @Override
    List<Expr> bodyUntil(String close) {
        enter();
        var body = body(close);
        if (body.isEmpty()) throw unexpected("found empty body");
        expect(close);
        leave(1);
        return body;
    }

    /** Expressions up to {@code close}, or up to the end where it is empty; it is left to the caller. */
    private List<Expr> body(String close) {
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
    Expr literal() {
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
