package org.attestry.rego.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.error.RegoError;
import org.jspecify.annotations.Nullable;

/** Refuses rules that need their own value, whichever way round. */
final class Recursion {
    private final RuleTree tree;
    private final Errors errors;
    private final Map<RuleTree, Set<RuleTree>> edges = new HashMap<>();
    private final Set<RuleTree> done = new HashSet<>();

    Recursion(RuleTree tree, Errors errors) {
        this.tree = tree;
        this.errors = errors;
    }

    void check() {
        var nodes = new ArrayList<RuleTree>();
        collect(tree, nodes);
        for (var node : nodes) edges.put(node, needs(node));
        for (var node : nodes) visit(node);
    }

    private static void collect(RuleTree node, List<RuleTree> into) {
        if (!node.rules().isEmpty()) into.add(node);
        node.children().forEach(child -> collect(child, into));
    }

    private Set<RuleTree> needs(RuleTree node) {
        var found = new LinkedHashSet<RuleTree>();
        for (var rule : node.rules()) references(rule, found);
        return found;
    }

    private void references(Rule rule, Set<RuleTree> found) {
        var head = rule.head();
        if (head.args() != null) head.args().forEach(arg -> term(arg, found));
        head.ref().path().forEach(step -> term(step, found));
        if (head.contains() != null) term(head.contains(), found);
        for (var branch : rule.branches()) {
            term(branch.value(), found);
            body(branch.body(), found);
        }
    }

    private void body(List<Expr> body, Set<RuleTree> found) {
        for (var expr : body) {
            Vars.terms(expr, term -> term(term, found));
            if (expr.kind() instanceof Kind.Every every) body(every.body(), found);
            if (expr.kind() instanceof Kind.Invoke invoke) callee(invoke.callee(), found);
        }
    }

    private void callee(String name, Set<RuleTree> found) {
        var node = tree.function(name);
        if (node != null) found.add(node);
    }

    private void term(Term term, Set<RuleTree> found) {
        switch (term) {
            case Ref ref
            when ref.isRoot("data") -> {
                reach(tree, ref.path(), 0, found);
                ref.path().forEach(step -> term(step, found));
            }
            case Term.ArrayCompr c -> {
                term(c.item(), found);
                body(c.body(), found);
            }
            case Term.SetCompr c -> {
                term(c.item(), found);
                body(c.body(), found);
            }
            case Term.ObjectCompr c -> {
                term(c.key(), found);
                term(c.value(), found);
                body(c.body(), found);
            }
            case Term.Var v when v.name().equals("data") -> reach(tree, List.of(), 0, found);
            default -> Vars.children(term, child -> term(child, found));
        }
    }

    private static void reach(RuleTree node, List<Term> path, int index, Set<RuleTree> found) {
        Effort.keep(1);
        if (!node.rules().isEmpty()) {
            found.add(node);
        } else if (index < path.size() && path.get(index) instanceof Scalar(var key, var _)) {
            var child = node.child(key);
            if (child != null) reach(child, path, index + 1, found);
        } else {
            for (var child : node.children()) reach(child, path, index + 1, found);
        }
    }

    private void visit(RuleTree start) {
        if (done.contains(start)) return;
        Deque<Step> stack = new ArrayDeque<>();
        var active = new LinkedHashSet<RuleTree>();
        stack.push(new Step(start, edges.get(start)));
        active.add(start);
        while (!stack.isEmpty()) {
            var top = stack.element();
            if (!top.rest.hasNext()) {
                stack.pop();
                active.remove(top.node);
                done.add(top.node);
                continue;
            }
            var next = top.rest.next();
            if (active.contains(next)) report(next, active);
            else if (!done.contains(next)) {
                active.add(next);
                stack.push(new Step(next, edges.get(next)));
            }
        }
    }

    /** A node on the way and what it needs that was not followed yet. */
    private static final class Step {
        private final RuleTree node;
        private final Iterator<RuleTree> rest;

        private Step(RuleTree node, @Nullable Set<RuleTree> needs) {
            this.node = node;
            this.rest = (needs == null ? Set.<RuleTree>of() : needs).iterator();
        }
    }

    private void report(RuleTree node, Set<RuleTree> active) {
        Effort.take(active.size());
        var path = active.stream().dropWhile(n -> n != node).map(RuleTree::path).collect(Collectors.joining(" -> "));
        var loc = node.rules().getFirst().head().loc();
        errors.add(loc, RegoError.RECURSION, "rule " + node.path() + " is recursive: " + path + " -> " + node.path());
    }
}
