package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attestry.rego.ast.Module;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.value.RegoString;
import org.jspecify.annotations.Nullable;

/** What a name means that is not declared: rules of the package and imports, as references. */
final class Globals {
    /** The documents: no variable may be called so. */
    static final Set<String> ROOTS = Set.of("input", "data");

    private final Map<String, Ref> refs = new HashMap<>();

    /** @param ruleNames of the package, from all its modules */
    Globals(Ref packagePath, List<Module.Import> imports, Set<String> ruleNames) {
        for (var imported : imports) {
            var root = imported.path().head().toString();
            if (ROOTS.contains(root)) refs.put(imported.name(), imported.path());
        }
        for (var name : ruleNames) refs.put(name, under(packagePath, name));
    }

    private static Ref under(Ref path, String name) {
        Effort.take(path.path().size());
        var steps = new ArrayList<>(path.path());
        steps.add(new Scalar(RegoString.of(name), path.loc()));
        return new Ref(path.head(), steps, path.loc());
    }

    boolean has(String name) {
        return refs.containsKey(name);
    }

    @Nullable
    Ref find(String name) {
        return refs.get(name);
    }

    /** The same reference as if it stood where the name stands. */
    Ref ref(Var v) {
        var ref = refs.get(v.name());
        if (ref == null) throw new IllegalStateException("not global: " + v.name());
        return new Ref(ref.head(), ref.path(), v.loc());
    }
}
