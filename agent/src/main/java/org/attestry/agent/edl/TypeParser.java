package org.attestry.agent.edl;

import java.util.Map;
import java.util.Set;

/** Types: numbers of C and of stdint.h, tagged types, and names that headers define. */
final class TypeParser {
    private static final Map<String, EdlType.Basic> SINGLE_WORDS = Map.ofEntries(
            integer("char"),
            integer("int"),
            integer("int8_t"),
            integer("int16_t"),
            integer("int32_t"),
            integer("int64_t"),
            integer("uint8_t"),
            integer("uint16_t"),
            integer("uint32_t"),
            integer("uint64_t"),
            integer("size_t"),
            integer("wchar_t"),
            Map.entry("float", new EdlType.Basic("float", false)),
            Map.entry("double", new EdlType.Basic("double", false)));
    private static final Set<String> TAGS = Set.of("struct", "union", "enum");

    private final Words words;

    TypeParser(Words words) {
        this.words = words;
    }

    private static Map.Entry<String, EdlType.Basic> integer(String name) {
        return Map.entry(name, new EdlType.Basic(name, true));
    }

    EdlType type() throws EdlException {
        boolean constant = words.accept("const");
        var base = base();
        int pointers = 0;
        while (words.accept("*")) {
            pointers++;
        }
        return new EdlType(constant, base, pointers);
    }

    private EdlType.Base base() throws EdlException {
        var word = words.peek();
        if (word.kind() != Token.Kind.NAME) {
            throw words.unexpected("a type");
        }
        if (words.accept("void")) {
            return new EdlType.Nothing();
        }
        if (words.accept("unsigned")) {
            return unsigned();
        }
        if (words.accept("short")) {
            var _ = words.accept("int");
            return new EdlType.Basic("short", true);
        }
        if (words.accept("long")) {
            return afterLong();
        }
        if (TAGS.contains(word.text())) {
            words.next();
            return new EdlType.Tagged(
                    word.text(), words.name("the name of a " + word.text()).text());
        }
        var basic = SINGLE_WORDS.get(word.text());
        if (basic != null) {
            words.next();
            return basic;
        }
        return new EdlType.Foreign(words.name("a type").text());
    }

    private EdlType.Base unsigned() {
        for (var word : new String[] {"char", "short"}) {
            if (words.accept(word)) {
                var _ = words.accept("int");
                return new EdlType.Basic("unsigned " + word, true);
            }
        }
        if (words.accept("long")) {
            boolean twice = words.accept("long");
            var _ = words.accept("int");
            return new EdlType.Basic(twice ? "unsigned long long" : "unsigned long", true);
        }
        var _ = words.accept("int");
        return new EdlType.Basic("unsigned int", true);
    }

    private EdlType.Base afterLong() {
        if (words.accept("double")) {
            return new EdlType.Basic("long double", false);
        }
        boolean twice = words.accept("long");
        var _ = words.accept("int");
        return new EdlType.Basic(twice ? "long long" : "long", true);
    }
}
