package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * Rules by where in {@code data} they put their values.
 *
 * <p>A node holds the rules whose path is ground up to it. Where one of them goes on with a variable, the rules below
 * the node are held by it too, because one document must be made of all of them.
 */
public final class RuleTree {
    private final String path;
    private final TreeMap<RegoValue, RuleTree> children = new TreeMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, RuleTree> functions = new HashMap<>();

    public RuleTree() {
        this("data");
    }

    private RuleTree(String path) {
        this.path = path;
    }

    /** Adds a resolved rule. */
    public void add(Rule rule) {
        var ref = rule.head().ref();
        var node = insert(ref.path().subList(0, ref.groundPrefix()));
        node.rules.add(rule);
        if (rule.head().isFunction()) functions.put(node.path, node);
    }

    /** Makes a node that holds no rule, so that an empty package is an empty object. */
    public RuleTree insert(List<Term> steps) {
        var node = this;
        for (var step : steps) {
            var key = ((Scalar) step).value();
            var parent = node.path;
            Effort.take(1);
            node = node.children.computeIfAbsent(key, k -> new RuleTree(path(parent, k)));
        }
        return node;
    }

    private static String path(String parent, RegoValue key) {
        Effort.take(parent.length());
        return parent + step(key);
    }

    private static String step(RegoValue key) {
        var text = key instanceof RegoString s ? s.value() : key.toString();
        return Ref.isName(text) ? "." + text : "[" + key + "]";
    }

    /** Gathers rules below nodes whose document has keys that only evaluation knows. */
    public void merge() {
        boolean open = rules.stream().anyMatch(rule -> isOpen(rule));
        if (open && !children.isEmpty()) {
            for (var child : children.values()) child.gather(rules);
            children.clear();
            // The longest paths first, so that a value put where they already reach is seen as the conflict it is.
            rules.sort(Comparator.comparingInt((Rule rule) ->
                    -rule.head().ref().path().size() - (rule.head().contains() == null ? 0 : 1)));
        }
        children.values().forEach(RuleTree::merge);
    }

    private static boolean isOpen(Rule rule) {
        var ref = rule.head().ref();
        return !rule.head().isFunction() && ref.groundPrefix() < ref.path().size();
    }

    private void gather(List<Rule> into) {
        if (!isFunction()) into.addAll(rules);
        children.values().forEach(child -> child.gather(into));
    }

    public String path() {
        return path;
    }

    public List<Rule> rules() {
        return rules;
    }

    public @Nullable RuleTree child(RegoValue key) {
        return children.get(key);
    }

    /** Children in term order. */
    public Iterable<RegoValue> keys() {
        return children.keySet();
    }

    public Collection<RuleTree> children() {
        return children.values();
    }

    /** The node of the function of that full name, such as {@code data.lib.f}, or null. */
    public @Nullable RuleTree function(String name) {
        return functions.get(name);
    }

    public boolean hasChildren() {
        return !children.isEmpty();
    }

    /** How many arguments the rules here take; 0 where they are no functions. */
    public int arity() {
        return rules.isEmpty() ? 0 : rules.getFirst().head().arity();
    }

    public boolean isFunction() {
        return !rules.isEmpty() && rules.getFirst().head().isFunction();
    }

    /** The node at a ground path under {@code data}, or null. */
    public @Nullable RuleTree find(List<Term> steps) {
        RuleTree node = this;
        for (var step : steps) {
            if (!(step instanceof Scalar(var value, var _))) return null;
            node = node.children.get(value);
            if (node == null) return null;
        }
        return node;
    }
}
