package org.attestry.agent.edl;

import java.util.List;
import java.util.Locale;

/** {@code NAME_u.h} and {@code NAME_u.c}: proxies for the host's calls, bridges for those of the enclave. */
final class HostStubs {
    private final Interface of;
    private final Checks.Structs structs;

    HostStubs(Interface of) {
        this.of = of;
        this.structs = new Checks.Structs(of.definitions());
    }

    String header() {
        var c = new CText();
        var guard = of.name().toUpperCase(Locale.ROOT) + "_U_H";
        c.line("/* Generated from %s.edl: the host's side. */", of.name());
        c.line("#ifndef " + guard).line("#define " + guard).blank();
        c.line("#include \"%s_args.h\"", of.name()).blank();
        c.line("#ifdef __cplusplus").line("extern \"C\" {").line("#endif").blank();
        for (var function : of.trusted()) {
            c.line(CNames.ecallProxy(function) + ";");
            if (function.traits().switchless()) {
                c.line(CNames.asyncProxy(function) + ";");
            }
        }
        c.blank();
        of.untrusted().forEach(function -> c.line(CNames.implementation(function) + ";"));
        c.blank().line("#ifdef __cplusplus").line("}").line("#endif").blank().line("#endif");
        return c.toString();
    }

    String source() {
        var c = new CText();
        c.line("/* Generated from %s.edl: the host's side. */", of.name());
        c.line("#include \"%s_u.h\"", of.name()).blank();
        for (var header :
                List.of("<errno.h>", "<stdlib.h>", "<string.h>", "\"enclave_internal.h\"", "\"secgear_cursor.h\"")) {
            c.line("#include " + header);
        }
        c.blank();
        of.untrusted().forEach(function -> ocallBridge(c, function));
        table(c);
        if (!of.trusted().isEmpty()) {
            c.line("static uint32_t cc_ms = TEE_SECE_AGENT_ID;").blank();
        }
        for (var function : of.trusted()) {
            var slots = Slot.of(function, structs);
            if (function.traits().switchless()) {
                new Switchless(c, function, slots).proxies();
            } else {
                ecallProxy(c, function, slots);
            }
        }
        return c.toString();
    }

    private void ocallBridge(CText c, Function function) {
        c.line("static cc_enclave_result_t ocall_%s(", function.name());
        c.line("    const uint8_t *cc_in, size_t cc_in_size, uint8_t *cc_out, size_t cc_out_size)")
                .line("{");
        new Unmarshal(c, function, Slot.of(function, structs)).body();
        c.line("return CC_SUCCESS;").line("}").blank();
    }

    private void table(CText c) {
        c.line("static const ocall_enclave_table_t ocall_table = {");
        c.line("%s,", of.untrusted().size());
        c.line("{");
        of.untrusted().forEach(function -> c.line("ocall_%s,", function.name()));
        if (of.untrusted().isEmpty()) {
            c.line("NULL,");
        }
        c.line("},").line("};").blank();
    }

    /** Checks what can be checked without the lock, and takes it for reading; whoever opens this must release it. */
    static void requireEnclave(CText c, String operation) {
        c.line("cc_enclave_result_t cc_result;");
        lock(c, operation);
    }

    private static void lock(CText c, String operation) {
        c.line("if (enclave == NULL || !enclave->used_flag || enclave->list_ops_node == NULL ||");
        c.line("    enclave->list_ops_node->ops_desc == NULL || enclave->list_ops_node->ops_desc->ops == NULL) {");
        c.line("return CC_ERROR_BAD_PARAMETERS;");
        c.line("}");
        c.line("const struct cc_enclave_ops *cc_ops = enclave->list_ops_node->ops_desc->ops;");
        c.line("if (cc_ops->%s == NULL) {", operation);
        c.line("return CC_ERROR_NOT_IMPLEMENTED;");
        c.line("}");
        c.line("if (pthread_rwlock_rdlock(&enclave->rwlock) != 0) {");
        c.line("return CC_ERROR_BUSY;");
        c.line("}");
    }

    private void ecallProxy(CText c, Function function, List<Slot> slots) {
        var marshal = new Marshal(c, function, slots);
        c.line(CNames.ecallProxy(function)).line("{");
        marshal.variables();
        lock(c, "cc_ecall_enclave");
        marshal.measure();
        marshal.allocate();
        marshal.fill();
        c.line(
                "cc_result = cc_ops->cc_ecall_enclave(enclave, fid_%s, cc_in, cc_in_size, cc_out, cc_out_size, &cc_ms, &ocall_table);",
                function.name());
        new Results(c, function, slots).take();
        marshal.release();
        c.line("(void)pthread_rwlock_unlock(&enclave->rwlock);");
        c.line("return cc_result;").line("}").blank();
    }
}
