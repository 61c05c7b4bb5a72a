package org.attestry.agent.edl;

import java.util.ArrayList;
import java.util.List;

/**
 * The called side: a bridge that takes bytes apart, calls, and puts results together.
 *
 * <p>Sizes and values are copied out first, once. Every slot is handed out by a checked cursor; what each must measure is
 * computed again from the copied values, and the buffers must be used up exactly. Only then the function is called.
 */
final class Unmarshal {
    private final CText c;
    private final Function function;
    private final List<Slot> slots;

    Unmarshal(CText c, Function function, List<Slot> slots) {
        this.c = c;
        this.function = function;
        this.slots = slots;
    }

    void body() {
        variables();
        takeIn();
        validate();
        takeOut();
        takeDeep();
        c.line("if (!cc_good || !cc_cursor_done(&cc_from) || !cc_cursor_done(&cc_to)) {");
        c.line("return CC_ERROR_BAD_PARAMETERS;");
        c.line("}");
        call();
    }

    private void variables() {
        c.line("%s cc_sizes;", CNames.sizes(function));
        c.line("cc_cursor_t cc_from = cc_cursor(cc_in, cc_in_size);");
        c.line("cc_cursor_t cc_to = cc_cursor(cc_out, cc_out_size);");
        c.line("bool cc_good = cc_cursor_get(&cc_from, &cc_sizes, sizeof cc_sizes);");
        if (function.returns()) {
            c.line("%s cc_retval;", function.result().plain());
        }
        for (var slot : slots) {
            switch (slot.shape()) {
                case Slot.Value(var type) -> c.line("%s %s;", type, slot.name());
                case Slot.Shared _ -> {
                    c.line("uint64_t cc_a_%s = 0;", slot.name());
                    c.line("void *cc_p_%s = NULL;", slot.name());
                }
                case Slot.Buffer _ -> {
                    c.line("uint8_t *cc_p_%s = NULL;", slot.name());
                    c.line("size_t cc_n_%s = 0;", slot.name());
                }
            }
        }
        c.line("if (!cc_good) {");
        c.line("return CC_ERROR_BAD_PARAMETERS;");
        c.line("}");
    }

    private void takeIn() {
        for (var slot : slots) {
            var name = slot.name();
            switch (slot.shape()) {
                case Slot.Value _ -> {
                    c.line("memset(&%s, 0, sizeof %s);", name, name);
                    c.line(
                            "cc_good = cc_good && cc_is_slot(cc_sizes.%s_size, sizeof %s) && cc_cursor_get(&cc_from, &%s, sizeof %s);",
                            name, name, name, name);
                }
                case Slot.Shared _ ->
                    c.line("cc_good = cc_good && cc_cursor_get(&cc_from, &cc_a_%s, sizeof cc_a_%s);", name, name);
                case Slot.Buffer buffer -> {
                    if (buffer.in()) {
                        c.line("if (cc_sizes.%s_size != 0) {", name);
                        c.line("cc_p_%s = cc_cursor_take(&cc_from, cc_sizes.%s_size);", name, name);
                        c.line("}");
                    }
                }
            }
        }
        c.line("cc_good = cc_good && cc_from.good;");
    }

    private void validate() {
        if (function.returns()) {
            c.line("cc_good = cc_good && cc_is_slot(cc_sizes.retval_size, sizeof cc_retval);");
        }
        for (var slot : slots) {
            var name = slot.name();
            switch (slot.shape()) {
                case Slot.Value _ -> {}
                case Slot.Shared _ -> {
                    c.line("if (cc_good && cc_a_%s != 0) {", name);
                    c.line("cc_p_%s = cc_shared_range(cc_a_%s, 1);", name, name);
                    c.line("if (cc_p_%s == NULL) {", name);
                    c.line("return CC_ERROR_SHARED_MEMORY_NOT_REGISTERED;");
                    c.line("}");
                    c.line("}");
                }
                case Slot.Buffer buffer -> validateBuffer(name, buffer);
            }
        }
    }

    private void validateBuffer(String name, Slot.Buffer buffer) {
        c.line("if (cc_good && cc_sizes.%s_size != 0) {", name);
        switch (buffer.measure()) {
            case Slot.Product(var a, var b, var _) ->
                c.line(
                        "cc_good = cc_bytes(%s, %s, &cc_n_%s) && cc_is_slot(cc_sizes.%s_size, cc_n_%s);",
                        a, b, name, name, name);
            case Slot.Text(var width, var _) -> {
                c.line("cc_n_%s = cc_sizes.%s_size;", name, name);
                c.line(
                        "cc_good = cc_is_slot(cc_n_%s, cc_n_%s) && cc_terminated(cc_p_%s, cc_n_%s, %s);",
                        name, name, name, name, width);
            }
        }
        c.line("}");
    }

    private void takeOut() {
        if (function.returns()) {
            c.line("uint8_t *cc_r = cc_cursor_take(&cc_to, sizeof cc_retval);");
        }
        for (var slot : slots) {
            if (slot.shape() instanceof Slot.Buffer buffer && buffer.out()) {
                var name = slot.name();
                c.line("if (cc_good && cc_n_%s != 0) {", name);
                c.line("uint8_t *cc_o = cc_cursor_take(&cc_to, cc_n_%s);", name);
                if (buffer.in()) {
                    c.line("if (cc_o != NULL) {");
                    c.line("memcpy(cc_o, cc_p_%s, cc_n_%s);", name, name);
                    c.line("}");
                }
                c.line("cc_p_%s = cc_o;", name);
                c.line("}");
            }
        }
        c.line("cc_good = cc_good && cc_to.good;");
    }

    private void takeDeep() {
        for (var slot : slots) {
            if (slot.shape() instanceof Slot.Buffer buffer) {
                buffer.deep().forEach(member -> takeMember(slot.name(), buffer, member));
            }
        }
        if (function.traits().propagateErrno()) {
            c.line("uint8_t *cc_errno = cc_cursor_take(&cc_to, sizeof(int));");
        }
    }

    private void takeMember(String name, Slot.Buffer buffer, Slot.Deep member) {
        var total = "cc_t_" + name + "_" + member.name();
        c.line("size_t %s = 0;", total);
        c.line("for (size_t cc_i = 0; cc_good && cc_i < cc_n_%s / sizeof(%s); cc_i++) {", name, buffer.element());
        c.line("%s *cc_e = (%s *)(void *)cc_p_%s + cc_i;", buffer.element(), buffer.element(), name);
        c.line("size_t cc_m = 0;");
        c.line("if (cc_e->%s == NULL) {", member.name());
        c.line("continue;");
        c.line("}");
        c.line(
                "cc_good = cc_bytes(%s, %s, &cc_m) && cc_total_add(&%s, cc_m);",
                member.measure().a(), member.measure().b(), total);
        c.line("uint8_t *cc_b = cc_good ? cc_cursor_take(&cc_from, cc_m) : NULL;");
        if (buffer.out()) {
            c.line("uint8_t *cc_o = cc_good ? cc_cursor_take(&cc_to, cc_m) : NULL;");
            c.line("if (cc_b != NULL && cc_o != NULL) {");
            c.line("memcpy(cc_o, cc_b, cc_m);");
            c.line("}");
            c.line("cc_b = cc_o;");
        }
        c.line("cc_e->%s = (void *)cc_b;", member.name());
        c.line("cc_good = cc_good && cc_from.good && cc_to.good;");
        c.line("}");
        c.line("cc_good = cc_good && %s == cc_sizes.%s_%s_size;", total, name, member.name());
    }

    private void call() {
        var arguments = new ArrayList<String>();
        for (var slot : slots) {
            arguments.add(
                    switch (slot.shape()) {
                        case Slot.Value _ -> slot.name();
                        case Slot.Shared _, Slot.Buffer _ -> slot.argument("cc_p_" + slot.name());
                    });
        }
        if (function.traits().propagateErrno()) {
            c.line("errno = 0;");
        }
        c.line("%s%s%s;", function.returns() ? "cc_retval = " : "", function.name(), CNames.arguments(arguments));
        if (function.returns()) {
            c.line("memcpy(cc_r, &cc_retval, sizeof cc_retval);");
        }
        if (function.traits().propagateErrno()) {
            c.line("memcpy(cc_errno, &errno, sizeof(int));");
        }
        slots.forEach(this::forgetAddresses);
    }

    private void forgetAddresses(Slot slot) {
        if (slot.shape() instanceof Slot.Buffer buffer
                && buffer.out()
                && !buffer.deep().isEmpty()) {
            c.line("for (size_t cc_i = 0; cc_i < cc_n_%s / sizeof(%s); cc_i++) {", slot.name(), buffer.element());
            for (var member : buffer.deep()) {
                c.line("((%s *)(void *)cc_p_%s)[cc_i].%s = NULL;", buffer.element(), slot.name(), member.name());
            }
            c.line("}");
        }
    }
}
