package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** The types of documents and functions that rules make; each rule is checked once, before whatever uses it. */
final class RuleTypes {
    private final RuleTree tree;
    private final Signatures builtins;
    private final Given everywhere;
    private final Errors errors;
    private final IdentityHashMap<RegoValue, StaticType> schemas = new IdentityHashMap<>();
    private final IdentityHashMap<RuleTree, StaticType> documents = new IdentityHashMap<>();
    private final IdentityHashMap<RuleTree, FunctionType> functions = new IdentityHashMap<>();

    /** @param tree without recursion, its bodies ordered */
    RuleTypes(RuleTree tree, Signatures builtins, Given everywhere, Errors errors) {
        this.tree = tree;
        this.builtins = builtins;
        this.everywhere = everywhere;
        this.errors = errors;
    }

    /** Checks every rule. */
    void check() {
        check(tree, 0);
    }

    private void check(RuleTree node, int depth) {
        if (node.isFunction()) function(node);
        else if (!node.rules().isEmpty()) document(node, depth);
        for (var child : node.children()) check(child, depth + 1);
    }

    /** A document on the way of a reference: its type, and how many steps lead to it. */
    record Found(StaticType type, int steps) {
        /** Nothing is known of anything below {@code data}. */
        static final Found NOTHING = new Found(StaticType.any(), 0);
    }

    Found document(List<Term> path) {
        var node = tree;
        for (int i = 0; i <= path.size(); i++) {
            if (node.isFunction()) return Found.NOTHING;
            if (!node.rules().isEmpty()) return node.hasChildren() ? Found.NOTHING : new Found(document(node, i), i);
            if (i == path.size() || !(path.get(i) instanceof Scalar(var key, var _))) return Found.NOTHING;
            var child = node.child(key);
            if (child == null) return Found.NOTHING;
            node = child;
        }
        return Found.NOTHING;
    }

    private StaticType document(RuleTree node, int depth) {
        var done = documents.get(node);
        if (done != null) return done;
        documents.put(node, StaticType.any());
        var types = new ArrayList<StaticType>();
        for (var rule : node.rules()) types.addAll(made(rule, depth));
        var type = TypeChecker.oneOf(types);
        documents.put(node, type);
        return type;
    }

    /** What the branches of a rule add to the document at the node that is {@code depth} steps below the root. */
    private List<StaticType> made(Rule rule, int depth) {
        var made = new ArrayList<StaticType>();
        for (var branch : rule.branches()) {
            var checker = checker(rule);
            checker.body(branch.body());
            var head = rule.head();
            var value = orAny(checker.type(branch.value()));
            if (head.contains() != null) value = StaticType.set(orAny(checker.type(head.contains())));
            var below = head.ref().path().subList(depth, head.ref().path().size());
            made.add(
                    switch (below.size()) {
                        case 0 -> value;
                        case 1 ->
                            StaticType.object(
                                    Map.of(),
                                    new StaticType.Objects.Further(orAny(checker.type(below.getFirst())), value));
                        default -> StaticType.any();
                    });
        }
        return made;
    }

    private TypeChecker checker(Rule rule) {
        var given = everywhere;
        for (var schema : rule.schemas())
            given = given.with(schema.path(), schemas.computeIfAbsent(schema.definition(), SchemaTypes::of));
        return TypeChecker.ofRules(this, given, errors);
    }

    private static StaticType orAny(@Nullable StaticType type) {
        return type == null ? StaticType.any() : type;
    }

    /** The function of that name, or null where its types are not known. */
    @Nullable
    FunctionType function(String name) {
        var node = tree.function(name);
        return node == null ? builtins.type(name) : function(node);
    }

    private FunctionType function(RuleTree node) {
        var done = functions.get(node);
        if (done != null) return done;
        var unknown = new FunctionType(Collections.nCopies(node.arity(), StaticType.any()), StaticType.any());
        functions.put(node, unknown);
        var params = new ArrayList<List<StaticType>>();
        for (int i = 0; i < node.arity(); i++) params.add(new ArrayList<>());
        var results = new ArrayList<StaticType>();
        for (var rule : node.rules()) for (var branch : rule.branches()) results.add(branch(rule, branch, params));
        var type = new FunctionType(params.stream().map(TypeChecker::oneOf).toList(), TypeChecker.oneOf(results));
        functions.put(node, type);
        return type;
    }

    private StaticType branch(Rule rule, Rule.Branch branch, List<List<StaticType>> params) {
        var checker = checker(rule);
        checker.body(branch.body());
        var args = rule.head().args();
        if (args == null)
            throw new IllegalStateException("no function: " + rule.head().ref());
        for (int i = 0; i < args.size(); i++) params.get(i).add(orAny(checker.type(args.get(i))));
        return orAny(checker.type(branch.value()));
    }
}
