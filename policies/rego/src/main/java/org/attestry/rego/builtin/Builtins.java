package org.attestry.rego.builtin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** All builtins there are, and those that are refused by name. */
public final class Builtins {
    private static final Map<String, Builtin> STANDARD = gather();

    /** Name and arity of what reaches outside of an evaluation; a policy may name it only to replace it. */
    private static final Map<String, Integer> REFUSED =
            Map.of("http.send", 1, "net.lookup_ip_addr", 1, "opa.runtime", 0);

    /** What modules of Rego v1 no longer call; older ones, queries and plans may. */
    private static final Set<String> DEPRECATED = Set.of(
            "all",
            "any",
            "cast_array",
            "cast_boolean",
            "cast_null",
            "cast_object",
            "cast_set",
            "cast_string",
            "net.cidr_overlap",
            "re_match",
            "set_diff");

    private Builtins() {}

    private static Map<String, Builtin> gather() {
        var all = new HashMap<String, Builtin>();
        List<Supplier<List<Builtin>>> groups = List.of(
                Numbers::all,
                Aggregates::all,
                Types::all,
                Strings::all,
                Regexes::all,
                Encodings::all,
                Objects::all,
                Globs::all,
                Nets::all,
                Units::all,
                Semvers::all,
                Hashes::all,
                Ids::all,
                Times::all,
                Notes::all,
                WebTokens::all,
                Certificates::all,
                PrivateKeys::all,
                Graphql::all,
                Yaml::all,
                Schemas::all,
                AwsSigning::all,
                Modules::all);
        for (var group : groups) for (var builtin : group.get()) all.put(builtin.name(), builtin);
        return Map.copyOf(all);
    }

    public static Map<String, Builtin> standard() {
        return STANDARD;
    }

    public static Set<String> deprecated() {
        return DEPRECATED;
    }

    public static Map<String, Integer> refused() {
        return REFUSED;
    }
}
