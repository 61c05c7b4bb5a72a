package org.attestry.agent.edl;

import java.util.Set;

/** What stands in brackets before a parameter or a member: flags by name, and two amounts. */
record Attributes(Set<String> flags, Amount size, Amount count, Position at) {
    static final Set<String> FLAGS =
            Set.of("in", "out", "string", "wstring", "user_check", "isptr", "isary", "readonly");

    boolean has(String flag) {
        return flags.contains(flag);
    }

    boolean sized() {
        return size.present() || count.present();
    }

    boolean text() {
        return has("string") || has("wstring");
    }

    boolean directed() {
        return has("in") || has("out");
    }
}
