package org.attestry.agent.edl;

import java.util.Set;

/** Words that cannot be names: those of EDL, and those that the generated C would not compile with. */
final class Keywords {
    private static final Set<String> RESERVED = Set.of(
            "enclave",
            "from",
            "import",
            "trusted",
            "untrusted",
            "include",
            "public",
            "allow",
            "propagate_errno",
            "transition_using_threads",
            "auto",
            "break",
            "case",
            "char",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extern",
            "float",
            "for",
            "goto",
            "if",
            "inline",
            "int",
            "long",
            "register",
            "restrict",
            "return",
            "short",
            "signed",
            "sizeof",
            "static",
            "struct",
            "switch",
            "typedef",
            "union",
            "unsigned",
            "void",
            "volatile",
            "while",
            "_Bool");

    private Keywords() {}

    static boolean reserved(String word) {
        return RESERVED.contains(word);
    }
}
