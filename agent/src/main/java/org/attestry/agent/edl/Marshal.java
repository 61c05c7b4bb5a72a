package org.attestry.agent.edl;

import java.util.List;

/**
 * The calling side: measures, fills the in-buffer, and takes results out of the out-buffer.
 *
 * <p>Everything that is counted is counted before anything is allocated, with every sum and product checked.
 */
final class Marshal {
    private final CText c;
    private final Function function;
    private final List<Slot> slots;

    Marshal(CText c, Function function, List<Slot> slots) {
        this.c = c;
        this.function = function;
        this.slots = slots;
    }

    void variables() {
        c.line("cc_enclave_result_t cc_result = CC_ERROR_OVERFLOW;");
        c.line("%s cc_sizes;", CNames.sizes(function));
        c.line("size_t cc_in_size = 0;");
        c.line("size_t cc_out_size = 0;");
        c.line("uint8_t *cc_in = NULL;");
        c.line("uint8_t *cc_out = NULL;");
        c.line("bool cc_good = true;");
        for (var slot : slots) {
            if (slot.shape() instanceof Slot.Buffer) {
                c.line("size_t cc_n_%s = 0;", slot.name());
            }
        }
    }

    void measure() {
        c.line("memset(&cc_sizes, 0, sizeof cc_sizes);");
        c.line("cc_good = cc_total_add(&cc_in_size, sizeof cc_sizes);");
        if (function.returns()) {
            c.line("cc_good = cc_good && cc_slot(sizeof(*retval), &cc_sizes.retval_size) &&");
            c.line("    cc_total_add(&cc_out_size, sizeof(*retval));");
        }
        for (var slot : slots) {
            switch (slot.shape()) {
                case Slot.Value _ -> measureFixed(slot.name(), "sizeof(" + slot.name() + ")");
                case Slot.Shared _ -> measureFixed(slot.name(), "sizeof(uint64_t)");
                case Slot.Buffer buffer -> measureBuffer(slot, buffer);
            }
        }
        if (function.traits().propagateErrno()) {
            c.line("cc_good = cc_good && cc_total_add(&cc_out_size, sizeof(int));");
        }
    }

    private void measureFixed(String name, String size) {
        c.line(
                "cc_good = cc_good && cc_slot(%s, &cc_sizes.%s_size) && cc_total_add(&cc_in_size, %s);",
                size, name, size);
    }

    private void measureBuffer(Slot slot, Slot.Buffer buffer) {
        var name = slot.name();
        c.line("if (%s != NULL) {", name);
        switch (buffer.measure()) {
            case Slot.Product(var a, var b, var _) ->
                c.line("cc_good = cc_good && cc_bytes(%s, %s, &cc_n_%s);", a, b, name);
            case Slot.Text(var width, var length) ->
                c.line("cc_good = cc_good && cc_bytes(%s(%s) + 1, %s, &cc_n_%s);", length, name, width, name);
        }
        c.line("cc_good = cc_good && cc_slot(cc_n_%s, &cc_sizes.%s_size);", name, name);
        if (buffer.in()) {
            c.line("cc_good = cc_good && cc_total_add(&cc_in_size, cc_n_%s);", name);
        }
        if (buffer.out()) {
            c.line("cc_good = cc_good && cc_total_add(&cc_out_size, cc_n_%s);", name);
        }
        buffer.deep().forEach(member -> measureDeep(slot, buffer, member));
        c.line("}");
    }

    private void measureDeep(Slot slot, Slot.Buffer buffer, Slot.Deep member) {
        var total = "cc_sizes." + slot.name() + "_" + member.name() + "_size";
        openElements(slot, buffer, member, "cc_good");
        c.line(
                "cc_good = cc_bytes(%s, %s, &cc_m) && cc_total_add(&%s, cc_m);",
                member.measure().a(), member.measure().b(), total);
        closeElements();
        c.line("cc_good = cc_good && cc_total_add(&cc_in_size, %s);", total);
        if (buffer.out()) {
            c.line("cc_good = cc_good && cc_total_add(&cc_out_size, %s);", total);
        }
    }

    private void openElements(Slot slot, Slot.Buffer buffer, Slot.Deep member, String condition) {
        c.line(
                "for (size_t cc_i = 0; %s && cc_i < cc_n_%s / sizeof(%s); cc_i++) {",
                condition, slot.name(), buffer.element());
        c.line("const %s *cc_e = (const %s *)%s + cc_i;", buffer.element(), buffer.element(), slot.name());
        c.line("size_t cc_m = 0;");
        c.line("if (cc_e->%s != NULL) {", member.name());
    }

    private void closeElements() {
        c.line("}");
        c.line("}");
    }

    void allocate() {
        c.line("if (!cc_good) {");
        c.line("goto cc_done;");
        c.line("}");
        c.line("cc_in = calloc(1, cc_in_size);");
        c.line("cc_out = cc_out_size == 0 ? NULL : calloc(1, cc_out_size);");
        c.line("if (cc_in == NULL || (cc_out == NULL && cc_out_size > 0)) {");
        c.line("cc_result = CC_ERROR_OUT_OF_MEMORY;");
        c.line("goto cc_done;");
        c.line("}");
    }

    void fill() {
        c.line("cc_cursor_t cc_to = cc_cursor(cc_in, cc_in_size);");
        c.line("(void)cc_cursor_put(&cc_to, &cc_sizes, sizeof cc_sizes);");
        for (var slot : slots) {
            var name = slot.name();
            switch (slot.shape()) {
                case Slot.Value _ -> c.line("(void)cc_cursor_put(&cc_to, &%s, sizeof(%s));", name, name);
                case Slot.Shared _ -> {
                    c.line("uint64_t cc_a_%s = (uint64_t)(uintptr_t)%s;", name, name);
                    c.line("(void)cc_cursor_put(&cc_to, &cc_a_%s, sizeof cc_a_%s);", name, name);
                }
                case Slot.Buffer buffer -> {
                    if (buffer.in()) {
                        fillBuffer(slot, buffer);
                    }
                }
            }
        }
        forDeep((slot, buffer, member) -> {
            openElements(slot, buffer, member, "cc_to.good");
            c.line(
                    "(void)(cc_bytes(%s, %s, &cc_m) && cc_cursor_put(&cc_to, cc_e->%s, cc_m));",
                    member.measure().a(), member.measure().b(), member.name());
            closeElements();
        });
        c.line("if (!cc_cursor_done(&cc_to)) {");
        c.line("cc_result = CC_ERROR_BAD_STATE; /* an argument changed while it was read */");
        c.line("goto cc_done;");
        c.line("}");
    }

    /** Addresses do not cross the border: of a member only whether it has one. */
    private void fillBuffer(Slot slot, Slot.Buffer buffer) {
        if (buffer.deep().isEmpty()) {
            c.line("(void)cc_cursor_put(&cc_to, %s, cc_n_%s);", slot.name(), slot.name());
            return;
        }
        c.line(
                "%s *cc_s_%s = (%s *)(void *)cc_cursor_take(&cc_to, cc_n_%s);",
                buffer.element(), slot.name(), buffer.element(), slot.name());
        c.line("if (cc_s_%s != NULL && %s != NULL) {", slot.name(), slot.name());
        c.line("memcpy(cc_s_%s, %s, cc_n_%s);", slot.name(), slot.name(), slot.name());
        c.line("}");
        c.line(
                "for (size_t cc_i = 0; cc_s_%s != NULL && cc_i < cc_n_%s / sizeof(%s); cc_i++) {",
                slot.name(), slot.name(), buffer.element());
        for (var member : buffer.deep()) {
            c.line(
                    "cc_s_%s[cc_i].%s = cc_s_%s[cc_i].%s == NULL ? NULL : (void *)(uintptr_t)1;",
                    slot.name(), member.name(), slot.name(), member.name());
        }
        c.line("}");
    }

    void takeResults() {
        c.line("if (cc_result != CC_SUCCESS) {");
        c.line("goto cc_done;");
        c.line("}");
        c.line("cc_cursor_t cc_from = cc_cursor(cc_out, cc_out_size);");
        if (function.returns()) {
            c.line("const uint8_t *cc_r = cc_cursor_take(&cc_from, sizeof(*retval));");
            c.line("if (retval != NULL && cc_r != NULL) {");
            c.line("memcpy(retval, cc_r, sizeof(*retval));");
            c.line("}");
        }
        for (var slot : slots) {
            if (slot.shape() instanceof Slot.Buffer buffer && buffer.out()) {
                takeBuffer(slot, buffer);
            }
        }
        forDeep((slot, buffer, member) -> {
            if (buffer.out()) {
                openElements(slot, buffer, member, "cc_from.good");
                c.line(
                        "(void)(cc_bytes(%s, %s, &cc_m) && cc_cursor_get(&cc_from, cc_e->%s, cc_m));",
                        member.measure().a(), member.measure().b(), member.name());
                closeElements();
            }
        });
        slots.forEach(this::takeStructs);
        if (function.traits().propagateErrno()) {
            c.line("(void)cc_cursor_get(&cc_from, &cc_errno, sizeof cc_errno);");
        }
        c.line("cc_result = cc_cursor_done(&cc_from) ? CC_SUCCESS : CC_ERROR_BAD_STATE;");
    }

    private void takeBuffer(Slot slot, Slot.Buffer buffer) {
        var name = slot.name();
        c.line("const uint8_t *cc_o_%s = cc_cursor_take(&cc_from, cc_n_%s);", name, name);
        if (!buffer.deep().isEmpty()) {
            return;
        }
        c.line("if (cc_n_%s > 0 && cc_o_%s != NULL) {", name, name);
        c.line("memcpy((void *)%s, cc_o_%s, cc_n_%s);", name, name, name);
        if (buffer.measure() instanceof Slot.Text(var width, var _)) {
            // The other side may have overwritten the terminator.
            c.line("memset((uint8_t *)(void *)%s + cc_n_%s - %s, 0, %s);", name, name, width, width);
        }
        c.line("}");
    }

    /** The members that are addresses keep those of this side. */
    private void takeStructs(Slot slot) {
        if (!(slot.shape() instanceof Slot.Buffer buffer)
                || !buffer.out()
                || buffer.deep().isEmpty()) {
            return;
        }
        var name = slot.name();
        c.line(
                "for (size_t cc_i = 0; cc_o_%s != NULL && cc_i < cc_n_%s / sizeof(%s); cc_i++) {",
                name, name, buffer.element());
        c.line("%s *cc_e = (%s *)%s + cc_i;", buffer.element(), buffer.element(), name);
        c.line("%s cc_s;", buffer.element());
        c.line("memcpy(&cc_s, cc_o_%s + cc_i * sizeof cc_s, sizeof cc_s);", name);
        buffer.deep().forEach(member -> c.line("cc_s.%s = cc_e->%s;", member.name(), member.name()));
        c.line("*cc_e = cc_s;");
        c.line("}");
    }

    void release() {
        c.line("cc_done:");
        c.line("free(cc_in);");
        c.line("free(cc_out);");
    }

    private interface DeepAction {
        void on(Slot slot, Slot.Buffer buffer, Slot.Deep member);
    }

    private void forDeep(DeepAction action) {
        for (var slot : slots) {
            if (slot.shape() instanceof Slot.Buffer buffer) {
                buffer.deep().forEach(member -> action.on(slot, buffer, member));
            }
        }
    }
}
