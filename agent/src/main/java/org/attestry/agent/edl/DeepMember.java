package org.attestry.agent.edl;

import java.util.List;
import java.util.stream.Stream;

/** A member to be copied deeply, as the caller holds it: in each element of a buffer an address, with bytes behind it. */
record DeepMember(Slot slot, Slot.Buffer buffer, Slot.Deep member) {
    static Stream<DeepMember> of(List<Slot> slots) {
        return slots.stream().flatMap(DeepMember::of);
    }

    static Stream<DeepMember> of(Slot slot) {
        return switch (slot.shape()) {
            case Slot.Value _, Slot.Shared _ -> Stream.empty();
            case Slot.Buffer buffer -> buffer.deep().stream().map(member -> new DeepMember(slot, buffer, member));
        };
    }

    String name() {
        return member.name();
    }

    /** A condition in C that measures the bytes of {@code cc_e}'s member into {@code cc_m}. */
    String bytes() {
        return "cc_bytes(" + member.measure().a() + ", " + member.measure().b() + ", &cc_m)";
    }

    /** Does {@code statement} for each element {@code cc_e} whose member has an address, as long as {@code condition} holds. */
    void each(CText c, String condition, String statement) {
        var element = buffer.element();
        c.line("for (size_t cc_i = 0; %s && cc_i < cc_n_%s / sizeof(%s); cc_i++) {", condition, slot.name(), element);
        c.line("const %s *cc_e = (const %s *)%s + cc_i;", element, element, slot.name());
        c.line("size_t cc_m = 0;");
        c.line("if (cc_e->%s != NULL) {", name());
        c.line(statement);
        c.line("}");
        c.line("}");
    }
}
