package org.attestry.agent.edl;

import java.util.ArrayList;
import java.util.List;

/**
 * Switchless functions: parameters travel as words, pointers as addresses of shared memory.
 *
 * <p>Where an attribute says how large a buffer is, the trusted function gets a private copy of exactly that; a pointer
 * without a size is handed on as it is, because only the function knows what it will touch.
 */
final class Switchless {
    private final CText c;
    private final Function function;
    private final List<Slot> slots;

    Switchless(CText c, Function function, List<Slot> slots) {
        this.c = c;
        this.function = function;
        this.slots = slots;
    }

    /** The host's two proxies. */
    void proxies() {
        open(CNames.ecallProxy(function));
        HostStubs.requireEnclave(c, "cc_sl_ecall_enclave");
        words();
        c.line(
                "cc_result = cc_ops->cc_sl_ecall_enclave(enclave, %s, &cc_call);",
                function.returns() ? "retval" : "NULL");
        close();
        open(CNames.asyncProxy(function));
        HostStubs.requireEnclave(c, "cc_sl_async_ecall");
        words();
        c.line("cc_result = cc_ops->cc_sl_async_ecall(enclave, task_id, &cc_call);");
        c.line("if (cc_result == CC_ERROR_SWITCHLESS_ROLLBACK2COMMON) {");
        c.line("uint64_t cc_answer = 0;");
        c.line("*task_id = -1;");
        c.line(
                "cc_result = cc_ops->cc_ecall_enclave(enclave, fid_sl_async_%s, %s, &cc_answer, sizeof cc_answer,",
                function.name(), slots.isEmpty() ? "NULL, 0" : "cc_words, sizeof cc_words");
        c.line("    &cc_ms, &ocall_table);");
        if (function.returns()) {
            c.line("if (cc_result == CC_SUCCESS && retval != NULL) {");
            c.line("memcpy(retval, &cc_answer, sizeof(*retval));");
            c.line("}");
        }
        c.line("}");
        close();
    }

    private void open(String signature) {
        c.line(signature).line("{");
    }

    private void close() {
        c.line("(void)pthread_rwlock_unlock(&enclave->rwlock);");
        c.line("return cc_result;").line("}").blank();
    }

    private void words() {
        if (function.returns()) {
            c.line("_Static_assert(sizeof(*retval) <= sizeof(uint64_t), \"a switchless return value is one word\");");
        }
        if (!slots.isEmpty()) {
            c.line("uint64_t cc_words[%s] = {0};", slots.size());
        }
        for (int i = 0; i < slots.size(); i++) {
            var name = slots.get(i).name();
            if (slots.get(i).shape() instanceof Slot.Value) {
                c.line("_Static_assert(sizeof(%s) <= sizeof(uint64_t), \"a switchless parameter is one word\");", name);
                c.line("memcpy(&cc_words[%s], &%s, sizeof(%s));", i, name, name);
            } else {
                c.line("cc_words[%s] = (uint64_t)(uintptr_t)%s;", i, name);
            }
        }
        c.line(
                "sl_ecall_func_info_t cc_call = {fid_%s, %s, %s, %s};",
                function.name(),
                function.returns() ? "sizeof(*retval)" : "0",
                slots.size(),
                slots.isEmpty() ? "NULL" : "cc_words");
    }

    /** The enclave's bridge, and the one that takes the same words over an ordinary call. */
    void bridges() {
        c.line("static void sl_ecall_%s(void *cc_task)", function.name()).line("{");
        c.line("sl_task_t *cc_call = cc_task;");
        variables();
        for (int i = 0; i < slots.size(); i++) {
            take(slots.get(i), i);
        }
        call();
        slots.forEach(this::giveBack);
        cleanUp();
        c.line("}").blank();
        ordinary();
    }

    private void variables() {
        if (function.returns()) {
            c.line("%s cc_retval;", function.result().plain());
        }
        for (int i = 0; i < slots.size(); i++) {
            var name = slots.get(i).name();
            if (slots.get(i).shape() instanceof Slot.Value(var type)) {
                c.line("%s %s;", type, name);
                c.line("memcpy(&%s, &cc_call->params[%s], sizeof %s);", name, i, name);
            } else {
                c.line("uint8_t *cc_p_%s = NULL;", name);
                if (copied(slots.get(i))) {
                    c.line("uint8_t *cc_s_%s = NULL;", name);
                    c.line("size_t cc_n_%s = 0;", name);
                }
            }
        }
        if (slots.stream().noneMatch(Switchless::indirect)) {
            c.line("(void)cc_call;");
        }
    }

    private static boolean indirect(Slot slot) {
        return !(slot.shape() instanceof Slot.Value);
    }

    private static boolean copied(Slot slot) {
        return slot.shape() instanceof Slot.Buffer buffer
                && switch (buffer.measure()) {
                    case Slot.Text _ -> true;
                    case Slot.Product(var _, var _, var explicit) -> explicit;
                };
    }

    private void take(Slot slot, int index) {
        var name = slot.name();
        var address = "cc_call->params[" + index + "]";
        switch (slot.shape()) {
            case Slot.Value _ -> {}
            case Slot.Shared _ -> takeAsItIs(name, address, "1");
            case Slot.Buffer buffer -> {
                switch (buffer.measure()) {
                    case Slot.Product(var a, var b, var explicit) -> {
                        if (explicit) {
                            c.line("if (%s != 0) {", address);
                            c.line("if (!cc_bytes(%s, %s, &cc_n_%s)) {", a, b, name);
                            refuse("CC_ERROR_OVERFLOW");
                            takeCopy(name, address, buffer);
                        } else {
                            takeAsItIs(name, address, "sizeof(" + buffer.element() + ")");
                        }
                    }
                    case Slot.Text _ -> {
                        c.line("if (%s != 0) {", address);
                        c.line("const char *cc_text = cc_shared_range(%s, 1);", address);
                        c.line("size_t cc_room = cc_shared_room(%s);", address);
                        c.line("cc_n_%s = cc_text == NULL ? 0 : strnlen(cc_text, cc_room) + 1;", name);
                        c.line("if (cc_n_%s == 0 || cc_n_%s > cc_room) {", name, name);
                        refuse("CC_ERROR_SHARED_MEMORY_NOT_REGISTERED");
                        takeCopy(name, address, buffer);
                    }
                }
            }
        }
    }

    private void refuse(String code) {
        c.line("cc_sl_refuse(%s);", code);
        c.line("goto cc_done;");
        c.line("}");
    }

    private void takeAsItIs(String name, String address, String size) {
        c.line("if (%s != 0) {", address);
        c.line("cc_p_%s = cc_shared_range(%s, %s);", name, address, size);
        c.line("if (cc_p_%s == NULL) {", name);
        refuse("CC_ERROR_SHARED_MEMORY_NOT_REGISTERED");
        c.line("}");
    }

    private void takeCopy(String name, String address, Slot.Buffer buffer) {
        c.line("cc_s_%s = cc_shared_range(%s, cc_n_%s);", name, address, name);
        c.line("if (cc_s_%s == NULL) {", name);
        refuse("CC_ERROR_SHARED_MEMORY_NOT_REGISTERED");
        c.line("cc_p_%s = calloc(1, cc_n_%s + 1);", name, name);
        c.line("if (cc_p_%s == NULL) {", name);
        refuse("CC_ERROR_OUT_OF_MEMORY");
        if (buffer.in()) {
            c.line("memcpy(cc_p_%s, cc_s_%s, cc_n_%s);", name, name, name);
        }
        if (buffer.measure() instanceof Slot.Text) {
            c.line("cc_p_%s[cc_n_%s - 1] = 0;", name, name);
        }
        c.line("}");
    }

    private void call() {
        var arguments = new ArrayList<String>();
        slots.forEach(slot -> arguments.add(indirect(slot) ? slot.argument("cc_p_" + slot.name()) : slot.name()));
        c.line("%s%s%s;", function.returns() ? "cc_retval = " : "", function.name(), CNames.arguments(arguments));
        if (function.returns()) {
            c.line("uint64_t cc_word = 0;");
            c.line("memcpy(&cc_word, &cc_retval, sizeof cc_retval);");
            c.line("cc_call->ret_val = cc_word;");
        }
    }

    private void giveBack(Slot slot) {
        if (copied(slot) && slot.shape() instanceof Slot.Buffer buffer && buffer.out()) {
            c.line("if (cc_s_%s != NULL) {", slot.name());
            c.line("memcpy(cc_s_%s, cc_p_%s, cc_n_%s);", slot.name(), slot.name(), slot.name());
            c.line("}");
        }
    }

    private void cleanUp() {
        if (slots.stream().noneMatch(Switchless::indirect)) {
            return;
        }
        c.line("cc_done:");
        slots.stream().filter(Switchless::copied).forEach(slot -> c.line("free(cc_p_%s);", slot.name()));
        c.line("return;");
    }

    private void ordinary() {
        c.line(EnclaveStubs.BRIDGE, "sl_async_" + function.name()).line("{");
        c.line("uint64_t cc_words[%s] = {0};", Math.max(1, slots.size()));
        c.line("uint64_t cc_answer = 0;");
        c.line("(void)cc_shared;");
        c.line("if (cc_in_size != %s * sizeof(uint64_t) || cc_out_size != sizeof cc_answer) {", slots.size());
        c.line("return CC_ERROR_BAD_PARAMETERS;");
        c.line("}");
        c.line("if (cc_in_size > 0) {");
        c.line("memcpy(cc_words, cc_in, cc_in_size);");
        c.line("}");
        c.line(
                "cc_enclave_result_t cc_result = cc_sl_run(sl_ecall_%s, cc_words, %s, &cc_answer);",
                function.name(), slots.size());
        c.line("memcpy(cc_out, &cc_answer, sizeof cc_answer);");
        c.line("*cc_written = cc_result == CC_SUCCESS ? cc_out_size : 0;");
        c.line("return cc_result;");
        c.line("}").blank();
    }
}
