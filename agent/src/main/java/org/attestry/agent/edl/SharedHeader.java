package org.attestry.agent.edl;

import java.util.List;
import java.util.Locale;

/** {@code NAME_args.h}: types, sizes structs and function numbers, for both sides. */
final class SharedHeader {
    /** Numbers 0 and 1 are those of the registration of shared memory. */
    private static final int FIRST_ECALL = 2;

    private final Interface of;
    private final CText c = new CText();

    private SharedHeader(Interface of) {
        this.of = of;
    }

    static String of(Interface of) {
        return new SharedHeader(of).text();
    }

    private String text() {
        var guard = of.name().toUpperCase(Locale.ROOT) + "_ARGS_H";
        c.line("/* Generated from %s.edl: what both sides of the border share. */", of.name());
        c.line("#ifndef " + guard).line("#define " + guard).blank();
        for (var header : List.of("<stddef.h>", "<stdint.h>", "<wchar.h>", "\"enclave.h\"")) {
            c.line("#include " + header);
        }
        of.includes().forEach(header -> c.line("#include \"" + header + "\""));
        c.blank();
        of.definitions().forEach(this::definition);
        of.trusted().stream()
                .filter(function -> !function.traits().switchless())
                .forEach(this::sizes);
        of.untrusted().forEach(this::sizes);
        numbers();
        c.line("#endif");
        return c.toString();
    }

    private void definition(Definition definition) {
        switch (definition) {
            case Definition.Compound(var tag, var name, var members, var _) -> {
                c.line("typedef %s %s {", tag, name);
                members.forEach(member -> c.line(member.declared() + ";"));
                c.line("} %s;", name).blank();
            }
            case Definition.Enumeration(var name, var constants, var _) -> {
                c.line(name.isEmpty() ? "enum {" : "typedef enum " + name + " {");
                for (var constant : constants) {
                    c.line(constant.name() + (constant.value().isEmpty() ? "," : " = " + constant.value() + ","));
                }
                c.line(name.isEmpty() ? "};" : "} " + name + ";").blank();
            }
        }
    }

    private void sizes(Function function) {
        c.line("typedef struct _%s {", CNames.sizes(function));
        c.line("size_t retval_size;");
        for (var slot : Slot.of(function, new Checks.Structs(of.definitions()))) {
            slot.sizeFields().forEach(field -> c.line("size_t %s;", field));
        }
        c.line("} %s;", CNames.sizes(function)).blank();
    }

    private void numbers() {
        c.line("enum {");
        int number = FIRST_ECALL;
        for (var function : of.trusted()) {
            var prefix = function.traits().switchless() ? "fid_sl_async_" : "fid_";
            c.line("%s%s = %s,", prefix, function.name(), number++);
        }
        c.line("fid_trusted_id_max = SECGEAR_ENUM_MAX").line("};").blank();
        numbered(of.switchless(), "fid_", "fid_switchless_id_max");
        numbered(of.untrusted(), "fid_", "fid_untrusted_id_max");
    }

    private void numbered(List<Function> functions, String prefix, String max) {
        c.line("enum {");
        for (int i = 0; i < functions.size(); i++) {
            c.line("%s%s = %s,", prefix, functions.get(i).name(), i);
        }
        c.line(max + " = SECGEAR_ENUM_MAX").line("};").blank();
    }
}
