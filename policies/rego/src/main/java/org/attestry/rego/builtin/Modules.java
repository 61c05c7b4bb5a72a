package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.util.List;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Module;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.syntax.Parser;
import org.attestry.rego.syntax.RegoVersion;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** {@code rego.parse_module}: the syntax tree of a module in OPA's JSON. */
final class Modules {
    private Modules() {}

    static List<Builtin> all() {
        return List.of(Builtin.of(
                "rego.parse_module", "string, string -> object", (c, a) -> parse(c, text(a[0]), text(a[1]))));
    }

    private static RegoObject parse(BuiltinContext context, String file, String source) {
        context.charge(source.length() * 16L);
        try {
            return module(Parser.module(file, source, RegoVersion.V1, Limits.DEFAULT));
        } catch (RegoCompileException e) {
            throw BuiltinFailure.of(e.errors().getFirst().toString());
        }
    }

    private static RegoObject module(Module module) {
        var made = RegoObject.of("package", RegoObject.of("path", ref(module.path())));
        if (!module.imports().isEmpty())
            made = made.with(
                    Args.of("imports"),
                    RegoArray.of(
                            module.imports().stream().map(Modules::imported).toList()));
        if (!module.rules().isEmpty())
            made = made.with(
                    Args.of("rules"),
                    RegoArray.of(
                            module.rules().stream().map(rule -> rule(rule, 0)).toList()));
        return made;
    }

    private static RegoObject imported(Module.Import one) {
        var made = RegoObject.of("path", term(one.path()));
        return one.alias() == null ? made : made.with(Args.of("alias"), Args.of(one.alias()));
    }

    private static RegoObject rule(Rule rule, int index) {
        var branch = rule.branches().get(index);
        var made = RegoObject.of("head", head(rule.head(), branch), "body", body(branch.body()));
        if (rule.isDefault()) made = made.with(Args.of("default"), Args.of(true));
        return index + 1 < rule.branches().size() ? made.with(Args.of("else"), rule(rule, index + 1)) : made;
    }

    private static RegoObject head(Rule.Head head, Rule.Branch branch) {
        var made = RegoObject.of("name", Args.of(head.ref().head().toString()), "ref", ref(head.ref()));
        if (head.args() != null) made = made.with(Args.of("args"), terms(head.args()));
        return head.contains() == null
                ? made.with(Args.of("value"), term(branch.value()))
                : made.with(Args.of("key"), term(head.contains()));
    }

    private static RegoArray body(List<Expr> body) {
        var made = Building.array(body.size());
        for (var expr : body) {
            var one = RegoObject.of("index", Args.of(made.size()), "terms", expression(expr.kind()));
            if (expr.negated()) one = one.with(Args.of("negated"), Args.of(true));
            if (!expr.withs().isEmpty())
                one = one.with(
                        Args.of("with"),
                        RegoArray.of(expr.withs().stream().map(Modules::with).toList()));
            Building.append(made, one);
        }
        if (body.isEmpty())
            Building.append(made, RegoObject.of("index", Args.of(0), "terms", typed("boolean", Args.of(true))));
        return made;
    }

    private static RegoObject with(Expr.With with) {
        return RegoObject.of("target", term(with.target()), "value", term(with.value()));
    }

    private static RegoValue expression(Kind kind) {
        return switch (kind) {
            case Kind.Holds(Term.Call call) -> call(call);
            case Kind.Holds(var term) -> term(term);
            case Kind.Assign(var target, var value) -> operation("assign", target, value);
            case Kind.Unify(var left, var right) -> operation("eq", left, right);
            case Kind.Some(var vars) -> RegoObject.of("symbols", terms(List.copyOf(vars)));
            case Kind.SomeIn(var key, var value, var in) ->
                RegoObject.of(
                        "symbols",
                        RegoArray.of(typed(
                                "call",
                                key == null
                                        ? operation("internal.member_2", value, in)
                                        : operation("internal.member_3", key, value, in))));
            case Kind.Every(var key, var value, var domain, var body) ->
                RegoObject.of(
                        "key",
                        key == null ? term(value) : term(key),
                        "value",
                        term(value),
                        "domain",
                        term(domain),
                        "body",
                        body(body));
            case Kind.Invoke _ -> throw new IllegalStateException("made by flattening only");
        };
    }

    private static RegoArray operation(String name, Term... args) {
        var made = Building.array(args.length + 1);
        Building.append(made, typed("ref", RegoArray.of(typed("var", Args.of(name)))));
        for (var arg : args) Building.append(made, term(arg));
        return made;
    }

    private static RegoArray call(Term.Call call) {
        var made = Building.array(call.args().size() + 1);
        Building.append(
                made,
                call.operator() instanceof Term.Ref ref
                        ? term(ref)
                        : typed("ref", RegoArray.of(term(call.operator()))));
        for (var arg : call.args()) Building.append(made, term(arg));
        return made;
    }

    private static RegoArray terms(List<Term> terms) {
        return RegoArray.of(terms.stream().map(Modules::term).toList());
    }

    private static RegoObject typed(String type, RegoValue value) {
        return RegoObject.of("type", Args.of(type), "value", value);
    }

    private static RegoArray ref(Term.Ref ref) {
        var made = Building.array(ref.path().size() + 1);
        Building.append(made, term(ref.head()));
        for (var step : ref.path()) Building.append(made, term(step));
        return made;
    }

    private static RegoObject term(Term term) {
        return switch (term) {
            case Term.Scalar(var value, var _) -> typed(value.typeName(), value);
            case Term.Var v -> typed("var", Args.of(v.name()));
            case Term.Ref ref -> typed("ref", ref(ref));
            case Term.Call call -> typed("call", call(call));
            case Term.ArrayTerm(var items, var _) -> typed("array", terms(items));
            case Term.SetTerm(var items, var _) -> typed("set", terms(items));
            case Term.ObjectTerm(var entries, var _) ->
                typed(
                        "object",
                        RegoArray.of(entries.stream()
                                .map(entry -> RegoArray.of(term(entry.key()), term(entry.value())))
                                .toList()));
            case Term.ArrayCompr c -> typed("arraycomprehension", comprehension(null, c.item(), c.body()));
            case Term.SetCompr c -> typed("setcomprehension", comprehension(null, c.item(), c.body()));
            case Term.ObjectCompr c -> typed("objectcomprehension", comprehension(c.key(), c.value(), c.body()));
            case Term.Template(var parts, var _) ->
                typed(
                        "templatestring",
                        RegoObject.of(
                                "parts",
                                RegoArray.of(parts.stream().map(Modules::part).toList())));
            case Term.FunctionName _ -> throw new IllegalStateException("made by resolution only");
        };
    }

    private static RegoObject comprehension(@Nullable Term key, Term value, List<Expr> body) {
        var made = RegoObject.of(key == null ? "term" : "value", term(value), "body", body(body));
        return key == null ? made : made.with(Args.of("key"), term(key));
    }

    private static RegoObject part(Term.Part part) {
        return switch (part) {
            case Term.Part.Text(var text) -> typed("string", Args.of(text));
            case Term.Part.Hole(var expr) -> RegoObject.of("index", Args.of(0), "terms", expression(expr.kind()));
        };
    }
}
