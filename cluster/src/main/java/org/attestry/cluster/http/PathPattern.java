package org.attestry.cluster.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The path of an endpoint, taken apart once: segments, those in braces standing for any one segment. */
record PathPattern(List<String> segments) {
    static PathPattern of(String path) {
        return new PathPattern(List.of(path.substring(1).split("/", -1)));
    }

    /** What {@code given} puts in place of the braces; empty where it does not match. */
    Optional<Map<String, String>> match(List<String> given) {
        return fits(given) ? Optional.of(values(given)) : Optional.empty();
    }

    private boolean fits(List<String> given) {
        if (given.size() != segments.size()) return false;
        for (int i = 0; i < segments.size(); i++) {
            var wanted = segments.get(i);
            if (!wanted.equals(given.get(i)) && !wanted.startsWith("{")) return false;
        }
        return true;
    }

    private Map<String, String> values(List<String> given) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < segments.size(); i++) {
            var wanted = segments.get(i);
            if (wanted.startsWith("{")) values.put(wanted.substring(1, wanted.length() - 1), given.get(i));
        }
        return values;
    }
}
