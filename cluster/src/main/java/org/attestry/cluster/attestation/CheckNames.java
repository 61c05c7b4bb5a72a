package org.attestry.cluster.attestation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Wire;
import org.attestry.verifier.Verdict;

/**
 * The checks of a verdict by their durable names, as callers read them; both are empty where evidence was not accepted.
 *
 * @param passed those that ran and held
 * @param waived those that could not run, with what was missing
 */
record CheckNames(List<String> passed, Map<String, String> waived) {
    private static final CheckNames NONE = new CheckNames(List.of(), Map.of());

    static CheckNames of(Verdict verdict) {
        if (!(verdict instanceof Verdict.Accepted accepted)) return NONE;
        var waived = new LinkedHashMap<String, String>();
        accepted.waived().forEach((check, missing) -> waived.put(check.wireName(), missing));
        return new CheckNames(
                accepted.passed().stream().map(check -> check.wireName()).toList(), waived);
    }

    /** Those of a verdict that was kept as canonical JSON. */
    static CheckNames of(Bytes verdict) {
        var tree = Wire.tree(verdict);
        var passed = new ArrayList<String>();
        tree.path("passed").forEach(name -> passed.add(name.asText()));
        var waived = new LinkedHashMap<String, String>();
        tree.path("waived")
                .properties()
                .forEach(check -> waived.put(check.getKey(), check.getValue().asText()));
        return new CheckNames(passed, waived);
    }
}
