package org.attestry.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Module;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.value.RegoString;

/** Reads one module, or one query, and says where it stops being Rego. */
public final class Parser extends RuleParser {
    private static final String FUTURE = "future.keywords";

    private final String file;
    private int annotated;

    private Parser(String file, String text, RegoVersion version, Limits limits) {
        super(new Lexer(file, text), version == RegoVersion.V1, limits.nesting());
        this.file = file;
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
            var documents = path.head().toString();
            if (documents.equals("rego") || documents.equals("future"))
                throw new ParseFailure(path.loc(), "`" + documents + "` imports cannot be aliased");
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
}
