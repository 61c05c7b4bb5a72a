package org.attestry.agent.edl;

import java.util.List;
import java.util.Locale;

/** {@code NAME_t.h} and {@code NAME_t.c}: bridges for the host's calls, proxies for those of the enclave, the tables. */
final class EnclaveStubs {
    static final String BRIDGE = "static cc_enclave_result_t ecall_%s(const uint8_t *cc_in, size_t cc_in_size,"
            + " uint8_t *cc_out, size_t cc_out_size, uint8_t *cc_shared, size_t *cc_written)";

    private final Interface of;
    private final Checks.Structs structs;

    EnclaveStubs(Interface of) {
        this.of = of;
        this.structs = new Checks.Structs(of.definitions());
    }

    String header() {
        var c = new CText();
        var guard = of.name().toUpperCase(Locale.ROOT) + "_T_H";
        c.line("/* Generated from %s.edl: the enclave's side. */", of.name());
        c.line("#ifndef " + guard).line("#define " + guard).blank();
        c.line("#include \"%s_args.h\"", of.name());
        c.line("#include \"gp.h\"");
        c.line("#include \"secgear_log.h\"").blank();
        c.line("#ifdef __cplusplus").line("extern \"C\" {").line("#endif").blank();
        of.trusted().forEach(function -> c.line(CNames.implementation(function) + ";"));
        c.blank();
        of.untrusted().forEach(function -> c.line(CNames.ocallProxy(function) + ";"));
        c.blank().line("int set_caller_ca_owner(void);").blank();
        c.line("#ifdef __cplusplus").line("}").line("#endif").blank().line("#endif");
        return c.toString();
    }

    String source() {
        var c = new CText();
        c.line("/* Generated from %s.edl: the enclave's side. */", of.name());
        c.line("#include \"%s_t.h\"", of.name()).blank();
        for (var header : List.of(
                "<errno.h>",
                "<stdlib.h>",
                "<string.h>",
                "\"enclave.h\"",
                "\"gp_ocall.h\"",
                "\"secgear_cursor.h\"",
                "\"secgear_defs.h\"",
                "\"status.h\"",
                "\"switchless_defs.h\"")) {
            c.line("#include " + header);
        }
        c.blank();
        for (var function : of.trusted()) {
            if (function.traits().switchless()) {
                new Switchless(c, function, Slot.of(function, structs)).bridges();
            } else {
                ecallBridge(c, function);
            }
        }
        tables(c);
        of.untrusted().forEach(function -> ocallProxy(c, function));
        owner(c);
        return c.toString();
    }

    private void ecallBridge(CText c, Function function) {
        c.line(BRIDGE, function.name()).line("{");
        c.line("(void)cc_shared;");
        new Unmarshal(c, function, Slot.of(function, structs)).body();
        c.line("*cc_written = cc_out_size;");
        c.line("return CC_SUCCESS;").line("}").blank();
    }

    private void tables(CText c) {
        c.line("const cc_ecall_func_t cc_ecall_tables[] = {");
        c.line("ecall_register_shared_memory,").line("ecall_unregister_shared_memory,");
        for (var function : of.trusted()) {
            c.line("ecall_%s%s,", function.traits().switchless() ? "sl_async_" : "", function.name());
        }
        c.line("};");
        c.line("size_t ecall_table_size = CC_ARRAY_LEN(cc_ecall_tables);").blank();
        c.line("const sl_ecall_func_t sl_ecall_func_table[] = {");
        of.switchless().forEach(function -> c.line("sl_ecall_%s,", function.name()));
        if (of.switchless().isEmpty()) {
            c.line("NULL,");
        }
        c.line("};");
        c.line("size_t sl_ecall_func_table_size = %s;", of.switchless().size()).blank();
    }

    private void ocallProxy(CText c, Function function) {
        var slots = Slot.of(function, structs);
        var marshal = new Marshal(c, function, slots);
        c.line(CNames.ocallProxy(function)).line("{");
        marshal.variables();
        if (function.traits().propagateErrno()) {
            c.line("int cc_errno = 0;");
        }
        marshal.measure();
        marshal.allocate();
        marshal.fill();
        c.line("cc_result = cc_ocall_enclave(fid_%s, cc_in, cc_in_size, cc_out, cc_out_size);", function.name());
        new Results(c, function, slots).take();
        if (function.traits().propagateErrno()) {
            c.line("errno = cc_errno;");
        }
        marshal.release();
        c.line("return cc_result;").line("}").blank();
    }

    private static void owner(CText c) {
        c.line("#ifndef WHITE_LIST_0")
                .line("#define WHITE_LIST_0 \"/vendor/bin/teec_hello\"")
                .line("#endif");
        c.line("#ifndef WHITE_LIST_OWNER")
                .line("#define WHITE_LIST_OWNER \"root\"")
                .line("#endif")
                .blank();
        c.line("int set_caller_ca_owner(void)").line("{");
        c.line("return addcaller_ca_exec(WHITE_LIST_0, WHITE_LIST_OWNER);");
        c.line("}");
    }
}
