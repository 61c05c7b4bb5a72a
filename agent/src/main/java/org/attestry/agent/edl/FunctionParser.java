package org.attestry.agent.edl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The functions of EDL: a signature, and around it what is said of a trusted or of an untrusted one. */
final class FunctionParser {
    private static final Set<String> CONVENTIONS = Set.of("cdecl", "stdcall", "fastcall", "dllimport");

    private final Words words;
    private final TypeParser types;
    private final DeclarationParser declarations;

    FunctionParser(Words words, TypeParser types, DeclarationParser declarations) {
        this.words = words;
        this.types = types;
        this.declarations = declarations;
    }

    Function trusted() throws EdlException {
        boolean isPublic = words.accept("public");
        var signature = signature();
        boolean switchless = words.accept("transition_using_threads");
        words.expect(";");
        return signature.with(new Function.Traits(isPublic, switchless, false, List.of(), List.of()));
    }

    Function untrusted() throws EdlException {
        var conventions = conventions();
        var signature = signature();
        var allowed = words.accept("allow") ? allowed() : List.<String>of();
        boolean errno = words.accept("propagate_errno");
        boolean switchless = words.accept("transition_using_threads");
        words.expect(";");
        return signature.with(new Function.Traits(true, switchless, errno, conventions, allowed));
    }

    private List<String> conventions() throws EdlException {
        var conventions = new ArrayList<String>();
        if (words.accept("[")) {
            do {
                var word = words.name("a calling convention");
                if (!CONVENTIONS.contains(word.text())) {
                    throw new EdlException(word.at(), "unknown calling convention `" + word.text() + "'");
                }
                conventions.add(word.text());
            } while (words.accept(","));
            words.expect("]");
        }
        return List.copyOf(conventions);
    }

    private List<String> allowed() throws EdlException {
        var names = new ArrayList<String>();
        words.expect("(");
        if (!words.peek().is(")")) {
            do {
                names.add(words.name("a trusted function's name").text());
            } while (words.accept(","));
        }
        words.expect(")");
        return List.copyOf(names);
    }

    private record Signature(EdlType result, Token name, List<Declaration> parameters) {
        Function with(Function.Traits traits) {
            return new Function(name.text(), result, parameters, traits, name.at());
        }
    }

    private Signature signature() throws EdlException {
        var result = types.type();
        var name = words.name("a function's name");
        words.expect("(");
        return new Signature(result, name, parameters());
    }

    private List<Declaration> parameters() throws EdlException {
        var parameters = new ArrayList<Declaration>();
        if (words.accept(")")) {
            return List.of();
        }
        if (words.peek().is("void") && words.peek(1).is(")")) {
            words.next();
            words.next();
            return List.of();
        }
        do {
            parameters.add(declarations.declaration());
        } while (words.accept(","));
        words.expect(")");
        return List.copyOf(parameters);
    }
}
