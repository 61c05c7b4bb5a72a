package org.attestry.agent.edl;

import java.util.List;

/**
 * The border of one enclave, checked: what generators work from.
 *
 * <p>Functions stand in the order of their numbers: a file's own first, then what it imports.
 */
public final class Interface {
    private final String name;
    private final List<String> includes;
    private final List<Definition> definitions;
    private final List<Function> trusted;
    private final List<Function> untrusted;

    Interface(
            String name,
            List<String> includes,
            List<Definition> definitions,
            List<Function> trusted,
            List<Function> untrusted) {
        this.name = name;
        this.includes = List.copyOf(includes);
        this.definitions = List.copyOf(definitions);
        this.trusted = List.copyOf(trusted);
        this.untrusted = List.copyOf(untrusted);
    }

    /** The file's name without its ending; generated files start with it. */
    public String name() {
        return name;
    }

    List<String> includes() {
        return includes;
    }

    List<Definition> definitions() {
        return definitions;
    }

    List<Function> trusted() {
        return trusted;
    }

    List<Function> untrusted() {
        return untrusted;
    }

    List<Function> switchless() {
        return trusted.stream()
                .filter(function -> function.traits().switchless())
                .toList();
    }
}
