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
    private static final Comparator<RegoError> IN_SOURCE = Comparator.comparing(RegoError::file)
            .thenComparingInt(RegoError::line)
            .thenComparingInt(RegoError::column);

    /** The first in source of all that were added; of those in one place the ones added first. */
    private final List<RegoError> found = new ArrayList<>();

    private int count;

    public void add(Loc loc, String code, String message) {
        Effort.take(message.length());
        var error = loc.error(code, message);
        count++;
        if (found.contains(error)) return;
        found.add(error);
        found.sort(IN_SOURCE);
        if (found.size() > MOST) found.removeLast();
    }

    /** How often something was added. */
    int count() {
        return count;
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
        throw new RegoCompileException(found);
    }
}
