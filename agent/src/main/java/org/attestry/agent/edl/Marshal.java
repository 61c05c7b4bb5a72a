package org.attestry.agent.edl;

import java.util.List;

/**
 * The calling side before the call: measures, allocates both buffers and fills the one that goes in. What comes out of the other is
 * taken by {@link Results}.
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
        DeepMember.of(slot).forEach(this::measureDeep);
        c.line("}");
    }

    private void measureDeep(DeepMember member) {
        var total = "cc_sizes." + member.slot().name() + "_" + member.name() + "_size";
        member.each(c, "cc_good", "cc_good = " + member.bytes() + " && cc_total_add(&" + total + ", cc_m);");
        c.line("cc_good = cc_good && cc_total_add(&cc_in_size, %s);", total);
        if (member.buffer().out()) {
            c.line("cc_good = cc_good && cc_total_add(&cc_out_size, %s);", total);
        }
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
        slots.forEach(this::fillSlot);
        DeepMember.of(slots)
                .forEach(member -> member.each(
                        c,
                        "cc_to.good",
                        "(void)(" + member.bytes() + " && cc_cursor_put(&cc_to, cc_e->" + member.name() + ", cc_m));"));
        c.line("if (!cc_cursor_done(&cc_to)) {");
        c.line("cc_result = CC_ERROR_BAD_STATE; /* an argument changed while it was read */");
        c.line("goto cc_done;");
        c.line("}");
    }

    private void fillSlot(Slot slot) {
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

    void release() {
        c.line("cc_done:");
        c.line("free(cc_in);");
        c.line("free(cc_out);");
    }
}
