package org.attestry.rego;

import java.util.List;
import java.util.Optional;
import org.attestry.rego.value.RegoValue;

/**
 * What an evaluation reached.
 *
 * @param rules every rule whose value was asked for, in the order of their answers
 * @param notes what {@code print} and {@code trace} wrote
 * @param covered {@code file:line} of every expression that was reached, in order of first reach
 */
public record Explanation(List<Rule> rules, List<String> notes, List<String> covered) {
    public static final Explanation NONE = new Explanation(List.of(), List.of(), List.of());

    public Explanation {
        rules = List.copyOf(rules);
        notes = List.copyOf(notes);
        covered = List.copyOf(covered);
    }

    /**
     * A rule and what became of it.
     *
     * @param path such as {@code data.policy.allow}
     * @param value empty where the rule is undefined
     * @param bodies every body that was tried
     */
    public record Rule(String path, String file, int line, Optional<RegoValue> value, List<Body> bodies) {
        public Rule {
            bodies = List.copyOf(bodies);
        }
    }

    /**
     * One body of a rule.
     *
     * @param held it gave a value; with a value from no body that held, the default decided
     * @param stoppedAt the line of the last expression that was reached, which is the one that failed unless it held
     */
    public record Body(String file, int line, boolean held, int stoppedAt) {}
}
