package org.attestry.rego.plan;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.attestry.rego.compile.Effort;
import org.jspecify.annotations.Nullable;

/**
 * What {@code with} replaces while a rule is planned: functions, and parts of {@code data} that hide rules.
 *
 * @param functions by the name of what is replaced: the name of what is called instead, or {@link #VALUE}
 * @param hidden full paths in {@code data} below which no rule is seen
 */
record Replacements(Map<String, String> functions, Set<String> hidden) {
    static final Replacements NONE = new Replacements(Map.of(), Set.of());

    /** The call is answered by a value that lies in {@code data} under {@link #VALUES}. */
    static final String VALUE = "=";

    /** A key that no source can name by accident, under which values of replaced functions travel. */
    static final String VALUES = "$replaced";

    Replacements with(Map<String, String> more, Set<String> moreHidden) {
        Effort.take(size() + more.size() + moreHidden.size());
        var allFunctions = new TreeMap<>(functions);
        allFunctions.putAll(more);
        var allHidden = new LinkedHashSet<>(hidden);
        allHidden.addAll(moreHidden);
        return new Replacements(allFunctions, allHidden);
    }

    /** Inside of what replaces a function nothing else is replaced, or it could not call the original. */
    Replacements withoutFunctions() {
        return new Replacements(Map.of(), hidden);
    }

    int size() {
        return functions.size() + hidden.size();
    }

    @Nullable
    String of(String function) {
        return functions.get(function);
    }

    boolean hides(String path) {
        return hidden.contains(path);
    }
}
