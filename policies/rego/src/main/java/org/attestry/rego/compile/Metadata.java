package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Module;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.builtin.BuiltinFailure;
import org.attestry.rego.builtin.Yaml;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** What the comments marked {@code METADATA} say about packages, documents and rules. */
final class Metadata {
    static final OfRule NONE = new OfRule(RegoArray.EMPTY, RegoObject.EMPTY, List.of());

    private final Map<String, RegoObject> packages = new HashMap<>();
    private final Map<String, RegoObject> subpackages = new HashMap<>();
    private final Map<String, RegoObject> documents = new HashMap<>();
    private final SchemaAnnotations schemas;
    private final Errors errors;

    /** What a rule can ask about itself, and what it may take for granted; constant once all modules are known. */
    record OfRule(RegoArray chained, RegoObject own, List<Rule.Schema> schemas) {
        Term chain(Loc loc) {
            return term(chained, loc);
        }

        Term rule(Loc loc) {
            return term(own, loc);
        }
    }

    Metadata(List<Module> modules, SchemaAnnotations schemas, Errors errors) {
        this.schemas = schemas;
        this.errors = errors;
        for (var module : modules) {
            for (var annotation : module.annotations()) {
                var read = read(annotation, "package");
                if (read == null) continue;
                (scope(read).equals("subpackages") ? subpackages : packages)
                        .put(module.path().toString(), read);
            }
            for (var rule : module.rules()) {
                for (var annotation : rule.annotations()) {
                    var read = read(annotation, "rule");
                    if (read == null) continue;
                    if (scope(read).equals("document"))
                        documents.put(path(module, rule).toString(), read);
                    if (scope(read).equals("package"))
                        packages.put(module.path().toString(), read);
                    if (scope(read).equals("subpackages"))
                        subpackages.put(module.path().toString(), read);
                }
            }
        }
    }

    private @Nullable RegoObject read(Rule.Annotation annotation, String scope) {
        try {
            if (!(Yaml.read(annotation.yaml()) instanceof RegoObject object)) return null;
            var made = Building.copy(object, 2);
            if (object.get("scope") == null) Building.put(made, RegoString.of("scope"), RegoString.of(scope));
            normalise(made, "authors", Metadata::author);
            normalise(made, "related_resources", Metadata::resource);
            return made;
        } catch (BuiltinFailure e) {
            errors.add(annotation.loc(), RegoError.PARSE, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private interface Shape {
        RegoValue of(String text);
    }

    private static void normalise(RegoObject annotation, String key, Shape shape) {
        if (!(annotation.get(key) instanceof RegoArray items)) return;
        var made = Building.array(items.size());
        for (var item : items) Building.append(made, item instanceof RegoString s ? shape.of(s.value()) : item);
        Building.put(annotation, RegoString.of(key), made);
    }

    private static RegoValue author(String text) {
        int open = text.indexOf('<');
        if (open < 0 || !text.endsWith(">")) return RegoObject.of("name", RegoString.of(text.strip()));
        var mail = RegoString.of(text.substring(open + 1, text.length() - 1));
        var name = text.substring(0, open).strip();
        return name.isEmpty()
                ? RegoObject.of("email", mail)
                : RegoObject.of("name", RegoString.of(name), "email", mail);
    }

    private static RegoValue resource(String text) {
        return RegoObject.of("ref", RegoString.of(text));
    }

    private static String scope(RegoObject annotation) {
        return annotation.get("scope") instanceof RegoString s ? s.value() : "";
    }

    private static Ref path(Module module, Rule rule) {
        Effort.take(module.path().path().size());
        var steps = new ArrayList<>(module.path().path());
        var head = rule.head().ref();
        steps.add(new Scalar(RegoString.of(((Var) head.head()).name()), head.loc()));
        steps.addAll(head.path().subList(0, head.groundPrefix()));
        return new Ref(module.path().head(), steps, head.loc());
    }

    private static RegoArray steps(Ref path) {
        var steps = Building.array(path.path().size());
        for (var step : path.path()) if (step instanceof Scalar(var value, var _)) Building.append(steps, value);
        return steps;
    }

    /** The chain of a rule: itself, its document, its package, and the packages around that. */
    OfRule of(Module module, Rule rule) {
        var path = path(module, rule);
        RegoObject own = null;
        for (var annotation : rule.annotations()) {
            var read = read(annotation, "rule");
            if (read != null && scope(read).equals("rule")) own = read;
        }
        var document = documents.get(path.toString());
        var ofPackage = packages.get(module.path().toString());
        var given = new ArrayList<Rule.Schema>();
        var chain = Building.array(3);
        Building.append(chain, link(path, own));
        append(chain, path, document);
        append(chain, module.path(), ofPackage);
        for (int length = module.path().path().size(); length > 0; length--) {
            Effort.take(length);
            var around = new Ref(
                    module.path().head(),
                    module.path().path().subList(0, length),
                    module.path().loc());
            var outer = subpackages.get(around.toString());
            append(chain, around, outer);
            given.addAll(0, schemas.of(outer, rule.loc()));
        }
        given.addAll(schemas.of(ofPackage, rule.loc()));
        given.addAll(schemas.of(document, rule.loc()));
        given.addAll(schemas.of(own, rule.loc()));
        return new OfRule(chain, own == null ? RegoObject.EMPTY : own, given);
    }

    private static void append(RegoArray chain, Ref path, @Nullable RegoObject annotation) {
        if (annotation != null) Building.append(chain, link(path, annotation));
    }

    private static RegoObject link(Ref path, @Nullable RegoObject annotation) {
        return annotation == null
                ? RegoObject.of("path", steps(path))
                : RegoObject.of("path", steps(path), "annotations", annotation);
    }

    private static Term term(RegoValue value, Loc loc) {
        Effort.keep(1);
        return switch (value) {
            case RegoArray array ->
                new Term.ArrayTerm(array.stream().map(item -> term(item, loc)).toList(), loc);
            case RegoSet set ->
                new Term.SetTerm(
                        set.toArray().stream().map(item -> term(item, loc)).toList(), loc);
            case RegoObject object -> {
                var entries = new ArrayList<Term.Entry>();
                object.forEach((key, item) -> entries.add(new Term.Entry(term(key, loc), term(item, loc))));
                yield new Term.ObjectTerm(entries, loc);
            }
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> new Scalar(value, loc);
        };
    }
}
