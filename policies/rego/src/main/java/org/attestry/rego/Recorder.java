package org.attestry.rego;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.eval.Run;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** Writes down what an evaluation reaches. */
final class Recorder implements Run.Observer {
    /** Keeps nothing. */
    static final Run.Observer NOTHING = new Run.Observer() {
        @Override
        public void reached(Stmt.Mark mark) {}

        @Override
        public void returned(String func, Loc loc, @Nullable RegoValue value) {}

        @Override
        public void noted(String line) {}
    };

    private static final int MOST = 100_000;

    private final List<Explanation.Rule> rules = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> covered = new LinkedHashSet<>();
    private final Deque<Body> open = new ArrayDeque<>();

    private static final class Body {
        private final String rule;
        private final Loc loc;
        private boolean held;
        private int reached;

        private Body(String rule, Loc loc) {
            this.rule = rule;
            this.loc = loc;
            this.reached = loc.row();
        }
    }

    @Override
    public void reached(Stmt.Mark mark) {
        switch (mark.kind()) {
            case RULE_ENTERED -> open.push(new Body(mark.rule(), mark.loc()));
            case RULE_HELD -> {
                if (!open.isEmpty()) open.element().held = true;
            }
            case EXPRESSION -> {
                if (covered.size() < MOST)
                    covered.add(mark.loc().file() + ":" + mark.loc().row());
                if (!open.isEmpty()
                        && open.element().loc.file().equals(mark.loc().file()))
                    open.element().reached = mark.loc().row();
            }
        }
    }

    @Override
    public void returned(String func, Loc loc, @Nullable RegoValue value) {
        var path = func.substring(func.indexOf('.') + 1);
        var bodies = new ArrayDeque<Explanation.Body>();
        while (!open.isEmpty() && open.element().rule.equals(path)) {
            var body = open.pop();
            bodies.push(new Explanation.Body(body.loc.file(), body.loc.row(), body.held, body.reached));
        }
        if (rules.size() < MOST)
            rules.add(
                    new Explanation.Rule(path, loc.file(), loc.row(), Optional.ofNullable(value), List.copyOf(bodies)));
    }

    @Override
    public void noted(String line) {
        if (notes.size() < MOST) notes.add(line);
    }

    Explanation explanation() {
        return new Explanation(rules, notes, List.copyOf(covered));
    }
}
