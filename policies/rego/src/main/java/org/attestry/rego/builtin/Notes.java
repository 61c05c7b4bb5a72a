package org.attestry.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** {@code print} and {@code trace}: they always hold. */
final class Notes {
    private static final int MOST = 1_000;

    private Notes() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of("trace", "string -> boolean", (c, a) -> note(c, Args.text(a[0]))),
                Builtin.of("internal.print", "array -> boolean", (c, a) -> print(c, Args.array(a[0]))));
    }

    /** One line for each combination of what the arguments are, up to {@link #MOST}. */
    private static RegoValue print(BuiltinContext context, Iterable<RegoValue> args) {
        var lines = List.of("");
        for (var arg : args) {
            var longer = new ArrayList<String>();
            for (var line : lines) {
                for (var value : values(arg)) {
                    context.charge(line.length() + value.length());
                    if (longer.size() < MOST) longer.add(line.isEmpty() ? value : line + " " + value);
                }
            }
            lines = longer;
        }
        for (var line : lines) note(context, line);
        return Args.of(true);
    }

    private static List<String> values(RegoValue arg) {
        if (!(arg instanceof RegoSet set)) return List.of(text(arg));
        var values = new ArrayList<String>();
        for (var value : set) values.add(text(value));
        return values.isEmpty() ? List.of("<undefined>") : values;
    }

    private static String text(RegoValue value) {
        return value instanceof RegoString s ? s.value() : value.toString();
    }

    private static RegoValue note(BuiltinContext context, String line) {
        context.charge(line.length());
        context.note(line);
        return Args.of(true);
    }
}
