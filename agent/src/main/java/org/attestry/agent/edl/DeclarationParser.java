package org.attestry.agent.edl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The declarations of EDL: a parameter or a member, with the attributes before it and the dimensions behind it. */
final class DeclarationParser {
    private final Words words;
    private final TypeParser types;

    DeclarationParser(Words words, TypeParser types) {
        this.words = words;
        this.types = types;
    }

    Declaration declaration() throws EdlException {
        var attributes = attributes();
        var type = types.type();
        var name = words.name("a name");
        return new Declaration(name.text(), type, dimensions(), attributes, name.at());
    }

    private List<Long> dimensions() throws EdlException {
        var dimensions = new ArrayList<Long>();
        while (words.accept("[")) {
            var size = words.next();
            if (size.kind() != Token.Kind.NUMBER || Long.parseLong(size.text()) == 0) {
                throw new EdlException(size.at(), "an array has a fixed size above 0");
            }
            dimensions.add(Long.parseLong(size.text()));
            words.expect("]");
        }
        return List.copyOf(dimensions);
    }

    private Attributes attributes() throws EdlException {
        var at = words.peek().at();
        var flags = new HashSet<String>();
        Amount size = new Amount.Absent();
        Amount count = new Amount.Absent();
        if (words.accept("[")) {
            do {
                var word = words.name("an attribute");
                switch (word.text()) {
                    case "size" -> size = amount(word, size);
                    case "count" -> count = amount(word, count);
                    case "sizefunc" -> throw new EdlException(word.at(), "the attribute `sizefunc' is deprecated");
                    default -> flag(word, flags);
                }
            } while (words.accept(","));
            words.expect("]");
        }
        return new Attributes(Set.copyOf(flags), size, count, at);
    }

    private static void flag(Token word, Set<String> flags) throws EdlException {
        if (!Attributes.FLAGS.contains(word.text())) {
            throw new EdlException(word.at(), "unknown attribute `" + word.text() + "'");
        }
        if (!flags.add(word.text())) {
            throw new EdlException(word.at(), "the attribute `" + word.text() + "' is given twice");
        }
    }

    private Amount amount(Token word, Amount before) throws EdlException {
        if (before.present()) {
            throw new EdlException(word.at(), "the attribute `" + word.text() + "' is given twice");
        }
        words.expect("=");
        var value = words.next();
        return switch (value.kind()) {
            case NUMBER -> new Amount.Literal(Long.parseLong(value.text()));
            case NAME -> new Amount.Named(value.text(), value.at());
            case STRING, SIGN, END ->
                throw new EdlException(value.at(), "a number or a parameter's name is expected, not " + value.shown());
        };
    }
}
