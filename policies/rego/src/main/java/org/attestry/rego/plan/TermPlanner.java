package org.attestry.rego.plan;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.compile.Effort;
import org.attestry.rego.compile.Vars;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/**
 * Plans terms and unification in continuation-passing style: what must happen for each value of a term is planned
 * inside of what enumerates those values.
 */
abstract class TermPlanner extends Emitter {
    private final CollectionPlanner collections = new CollectionPlanner(this);
    private final ComprehensionPlanner comprehensions = new ComprehensionPlanner(this);
    private final TermUnifier termUnifier = new TermUnifier(this);
    private final ValueUnifier valueUnifier = new ValueUnifier(this);
    protected Names names = Names.of(0, 1);

    TermPlanner(int maxStatements) {
        super(maxStatements);
    }

    abstract void body(List<Expr> body, int index, Runnable then);

    abstract void dataRef(List<Term> path, Runnable then);

    /** Plans {@code term}; {@code then} finds its value in {@link #target}. */
    final void term(Term term, Runnable then) {
        deeper();
        switch (term) {
            case Scalar s -> scalar(s.value(), then);
            case Var v when v.name().equals("data") -> dataRef(List.of(), then);
            case Var v -> {
                target = of(names.get(v.name()));
                then.run();
            }
            case Term.Ref ref -> ref(ref, then);
            case Term.ArrayTerm array -> collections.array(array, then);
            case Term.SetTerm set -> collections.set(set, then);
            case Term.ObjectTerm object -> collections.object(object, then);
            case Term.ArrayCompr c -> comprehensions.array(c, then);
            case Term.SetCompr c -> comprehensions.set(c, then);
            case Term.ObjectCompr c -> comprehensions.object(c, then);
            case Term.Call _, Term.Template _, Term.FunctionName _ ->
                throw new IllegalStateException("gone after flattening");
        }
        shallower();
    }

    /** What is planned once the values of several terms are there. */
    interface Values {
        void with(List<Operand> operands);
    }

    /** Plans {@code terms} one inside of the other. */
    final void values(List<Term> terms, Values then) {
        values(terms, 0, List.of(), then);
    }

    private void values(List<Term> terms, int index, List<Operand> made, Values then) {
        if (index == terms.size()) {
            then.with(made);
            return;
        }
        term(terms.get(index), () -> {
            Effort.take(made.size());
            var more = new ArrayList<>(made);
            more.add(target);
            values(terms, index + 1, more, then);
        });
    }

    private void scalar(RegoValue value, Runnable then) {
        target = switch (value) {
            case RegoBoolean b -> new Operand.Bool(b.value());
            case RegoString s -> new Operand.Str(s.value());
            case RegoNull _, RegoNumber _ -> new Operand.Const(value);
            case RegoArray _, RegoObject _, RegoSet _ -> throw new IllegalStateException("not a scalar");
        };
        then.run();
    }

    private void ref(Term.Ref ref, Runnable then) {
        if (ref.isRoot("data")) {
            dataRef(ref.path(), then);
            return;
        }
        if (!(ref.head() instanceof Var head)) throw new IllegalStateException("reference without a variable");
        target = of(names.get(head.name()));
        steps(ref.path(), 0, then);
    }

    /** Goes from {@link #target} along {@code path}, scanning where a step has variables not known yet. */
    final void steps(List<Term> path, int index, Runnable then) {
        deeper();
        if (index == path.size()) {
            then.run();
        } else if (isKnown(path.get(index))) {
            dot(path.get(index), () -> steps(path, index + 1, then));
        } else {
            scan(path.get(index), _ -> steps(path, index + 1, then));
        }
        shallower();
    }

    final boolean isKnown(Term term) {
        return Vars.of(term).stream().allMatch(names::knows);
    }

    private void dot(Term key, Runnable then) {
        var source = target;
        term(key, () -> {
            int value = local();
            emit(new Stmt.Dot(source, target, value, loc));
            target = of(value);
            then.run();
        });
    }

    /** What is planned for each key of a scan. */
    interface Each {
        void key(int local);
    }

    /** Scans {@link #target}; each key is unified with {@code key}, each value becomes the target. */
    final void scan(Term key, Each then) {
        int source = targetLocal();
        int k = local();
        int v = local();
        var inner = nested(() -> unify(of(k), key, () -> {
            target = of(v);
            then.key(k);
        }));
        emit(new Stmt.Scan(source, k, v, inner, loc));
    }

    /** Scans {@link #target}; each value is unified with {@code value}. */
    final void scanValues(Term value, Runnable then) {
        int source = targetLocal();
        int k = local();
        int v = local();
        var inner = nested(() -> unify(of(v), value, then));
        emit(new Stmt.Scan(source, k, v, inner, loc));
    }

    final void unify(Term a, Term b, Runnable then) {
        deeper();
        termUnifier.unify(a, b, then);
        shallower();
    }

    /** Unifies a value that is there with a term. */
    final void unify(Operand a, Term b, Runnable then) {
        deeper();
        valueUnifier.unify(a, b, then);
        shallower();
    }
}
