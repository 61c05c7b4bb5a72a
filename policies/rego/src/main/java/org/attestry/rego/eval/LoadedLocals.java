package org.attestry.rego.eval;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;
import org.jspecify.annotations.Nullable;

/** Which locals of one function hold loaded data or a part of it, and which hold a whole number that the policy wrote. */
final class LoadedLocals {
    static final int DATA = 1;

    private final Set<Integer> loaded = new HashSet<>(Set.of(DATA));
    private final Map<Integer, String> numbers = new HashMap<>();

    void number(int target, String digits) {
        numbers.put(target, digits);
    }

    /** Takes note of a step; its key's digits where it goes by number into loaded data. */
    @Nullable
    String digits(Stmt.Dot step) {
        boolean inside = step.source() instanceof Operand.Local(int local) && loaded.contains(local);
        if (inside) loaded.add(step.target());
        else loaded.remove(step.target());
        return inside && step.key() instanceof Operand.Local(int key) ? numbers.get(key) : null;
    }
}
