package org.attestry.rego.builtin;

import java.util.List;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** {@code print} and {@code trace}: they always hold. */
final class Notes {
    private Notes() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of("trace", "string -> boolean", (c, a) -> note(c, Args.text(a[0]))),
                Builtin.of("internal.print", "array -> boolean", (c, a) -> note(c, line(Args.array(a[0])))));
    }

    private static RegoValue note(BuiltinContext context, String line) {
        context.charge(line.length());
        context.note(line);
        return Args.of(true);
    }

    private static String line(Iterable<RegoValue> parts) {
        var out = new StringBuilder();
        for (var part : parts)
            out.append(out.isEmpty() ? "" : " ").append(part instanceof RegoString s ? s.value() : part.toString());
        return out.toString();
    }
}
