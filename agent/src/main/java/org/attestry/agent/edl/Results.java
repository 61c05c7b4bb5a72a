package org.attestry.agent.edl;

import java.util.List;

/** The calling side after the call: takes results out of the out-buffer, each as long as it was measured before the call. */
final class Results {
    private final CText c;
    private final Function function;
    private final List<Slot> slots;

    Results(CText c, Function function, List<Slot> slots) {
        this.c = c;
        this.function = function;
        this.slots = slots;
    }

    void take() {
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
        DeepMember.of(slots).filter(member -> member.buffer().out()).forEach(this::takeMember);
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

    private void takeMember(DeepMember member) {
        member.each(
                c,
                "cc_from.good",
                "(void)(" + member.bytes() + " && cc_cursor_get(&cc_from, cc_e->" + member.name() + ", cc_m));");
    }

    /**
     * The members that are addresses keep those of this side, and those that say how much lies there may say less than
     * before, but not more: the other side must not make this one read beyond.
     */
    private void takeStructs(Slot slot) {
        if (!(slot.shape() instanceof Slot.Buffer buffer)
                || !buffer.out()
                || buffer.deep().isEmpty()) {
            return;
        }
        var name = slot.name();
        c.line(
                "for (size_t cc_i = 0; cc_from.good && cc_o_%s != NULL && cc_i < cc_n_%s / sizeof(%s); cc_i++) {",
                name, name, buffer.element());
        c.line("%s *cc_e = (%s *)%s + cc_i;", buffer.element(), buffer.element(), name);
        c.line("%s cc_s;", buffer.element());
        c.line("size_t cc_had;");
        c.line("size_t cc_has;");
        c.line("memcpy(&cc_s, cc_o_%s + cc_i * sizeof cc_s, sizeof cc_s);", name);
        buffer.deep().forEach(this::takeAddress);
        c.line("if (cc_from.good) {").line("*cc_e = cc_s;").line("}");
        c.line("}");
    }

    private void takeAddress(Slot.Deep member) {
        c.line("cc_s.%s = cc_e->%s;", member.name(), member.name());
        c.line("cc_from.good = cc_from.good && cc_bytes(%s, &cc_had) &&", amounts(member.measure()));
        c.line("    cc_bytes(%s, &cc_has) && cc_has <= cc_had;", amounts(member.answered()));
    }

    private static String amounts(Slot.Product product) {
        return product.a() + ", " + product.b();
    }
}
