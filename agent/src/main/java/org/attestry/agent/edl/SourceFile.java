package org.attestry.agent.edl;

import java.util.List;

/** One EDL file as parsed, before its imports are followed. */
record SourceFile(
        String name,
        List<String> includes,
        List<Import> imports,
        List<Definition> definitions,
        List<Function> trusted,
        List<Function> untrusted,
        Position at) {
    /** Functions taken over from another file; no names stand for all of them. */
    record Import(String file, List<Token> names, Position at) {}
}
