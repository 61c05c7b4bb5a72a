package org.attestry.agent.edl;

import java.util.ArrayList;
import java.util.List;

/** The definitions of EDL: structs and unions with their members, enumerations with their constants. */
final class DefinitionParser {
    private final Words words;
    private final DeclarationParser declarations;

    DefinitionParser(Words words, DeclarationParser declarations) {
        this.words = words;
        this.declarations = declarations;
    }

    Definition compound() throws EdlException {
        var tag = words.next().text();
        var name = words.name("the name of this " + tag);
        var members = new ArrayList<Declaration>();
        words.expect("{");
        while (!words.accept("}")) {
            members.add(declarations.declaration());
            words.expect(";");
        }
        words.expect(";");
        return new Definition.Compound(tag, name.text(), List.copyOf(members), name.at());
    }

    Definition enumeration() throws EdlException {
        var at = words.expect("enum").at();
        var name = words.peek().is("{") ? "" : words.name("a name or `{'").text();
        var constants = new ArrayList<Definition.Constant>();
        words.expect("{");
        while (!words.accept("}")) {
            var constant = words.name("a constant's name").text();
            constants.add(new Definition.Constant(constant, words.accept("=") ? constantValue() : ""));
            if (!words.peek().is("}")) {
                words.expect(",");
            }
        }
        words.expect(";");
        return new Definition.Enumeration(name, List.copyOf(constants), at);
    }

    private String constantValue() throws EdlException {
        var word = words.next();
        if (word.kind() != Token.Kind.NUMBER && word.kind() != Token.Kind.NAME) {
            throw new EdlException(word.at(), "a number or a constant's name is expected, not " + word.shown());
        }
        return word.text();
    }
}
