package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;

/** Collects errors so that one compile reports several. */
public final class Errors {
    private static final int MOST = 10;

    private final List<RegoError> found = new ArrayList<>();

    public void add(Loc loc, String code, String message) {
        var error = loc.error(code, message);
        if (!found.contains(error)) found.add(error);
    }

    public void addAll(List<RegoError> more) {
        found.addAll(more);
    }

    int count() {
        return found.size();
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /**
     * Ends the pass where anything was found.
     *
     * @throws RegoCompileException with what was found so far, in source order, at most ten
     */
    public void check() throws RegoCompileException {
        if (found.isEmpty()) return;
        found.sort(Comparator.comparing(RegoError::file)
                .thenComparingInt(RegoError::line)
                .thenComparingInt(RegoError::column));
        throw new RegoCompileException(found.subList(0, Math.min(MOST, found.size())));
    }
}
