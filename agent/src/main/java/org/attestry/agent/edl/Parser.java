package org.attestry.agent.edl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The grammar of EDL, by recursive descent; every error says what was expected where. */
final class Parser {
    private static final Set<String> CONVENTIONS = Set.of("cdecl", "stdcall", "fastcall", "dllimport");

    private final String file;
    private final Words words;
    private final TypeParser types;
    private final List<String> includes = new ArrayList<>();
    private final List<SourceFile.Import> imports = new ArrayList<>();
    private final List<Definition> definitions = new ArrayList<>();
    private final List<Function> trusted = new ArrayList<>();
    private final List<Function> untrusted = new ArrayList<>();

    private Parser(String file, List<Token> tokens) {
        this.file = file;
        this.words = new Words(tokens);
        this.types = new TypeParser(words);
    }

    static SourceFile parse(String file, String source) throws EdlException {
        return new Parser(file, Lexer.words(file, source)).enclave();
    }

    private SourceFile enclave() throws EdlException {
        var start = words.expect("enclave").at();
        words.expect("{");
        while (!words.accept("}")) {
            item();
        }
        words.expect(";");
        if (words.peek().kind() != Token.Kind.END) {
            throw words.unexpected("the end of the file");
        }
        return new SourceFile(file, includes, imports, definitions, trusted, untrusted, start);
    }

    private void item() throws EdlException {
        var word = words.peek();
        switch (word.text()) {
            case "include" -> include();
            case "from" -> imports.add(importing());
            case "struct", "union" -> definitions.add(compound());
            case "enum" -> definitions.add(enumeration());
            case "trusted" -> block(this::trustedFunction);
            case "untrusted" -> block(this::untrustedFunction);
            default -> throw words.unexpected("include, from, struct, union, enum, trusted, untrusted or `}'");
        }
    }

    private void include() throws EdlException {
        words.expect("include");
        includes.add(words.string("a header's name in quotes"));
    }

    private SourceFile.Import importing() throws EdlException {
        var at = words.expect("from").at();
        var from = words.string("a file's name in quotes");
        words.expect("import");
        var names = new ArrayList<Token>();
        if (!words.accept("*")) {
            do {
                names.add(words.name("a function's name or `*'"));
            } while (words.accept(","));
        }
        words.expect(";");
        return new SourceFile.Import(from, List.copyOf(names), at);
    }

    private interface Item {
        void parse() throws EdlException;
    }

    private void block(Item function) throws EdlException {
        words.next();
        words.expect("{");
        while (!words.accept("}")) {
            if (words.peek().is("include")) {
                include();
            } else {
                function.parse();
            }
        }
        words.expect(";");
    }

    private Definition compound() throws EdlException {
        var tag = words.next().text();
        var name = words.name("the name of this " + tag);
        var members = new ArrayList<Declaration>();
        words.expect("{");
        while (!words.accept("}")) {
            members.add(declaration());
            words.expect(";");
        }
        words.expect(";");
        return new Definition.Compound(tag, name.text(), List.copyOf(members), name.at());
    }

    private Definition enumeration() throws EdlException {
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

    private void trustedFunction() throws EdlException {
        boolean isPublic = words.accept("public");
        var signature = signature();
        boolean switchless = words.accept("transition_using_threads");
        words.expect(";");
        var traits = new Function.Traits(isPublic, switchless, false, List.of(), List.of());
        trusted.add(signature.with(traits));
    }

    private void untrustedFunction() throws EdlException {
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
        var signature = signature();
        var allowed = words.accept("allow") ? allowed() : List.<String>of();
        boolean errno = words.accept("propagate_errno");
        boolean switchless = words.accept("transition_using_threads");
        words.expect(";");
        var traits = new Function.Traits(true, switchless, errno, List.copyOf(conventions), allowed);
        untrusted.add(signature.with(traits));
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
            parameters.add(declaration());
        } while (words.accept(","));
        words.expect(")");
        return List.copyOf(parameters);
    }

    private Declaration declaration() throws EdlException {
        var attributes = attributes();
        var type = types.type();
        var name = words.name("a name");
        var dimensions = new ArrayList<Long>();
        while (words.accept("[")) {
            var size = words.next();
            if (size.kind() != Token.Kind.NUMBER || Long.parseLong(size.text()) == 0) {
                throw new EdlException(size.at(), "an array has a fixed size above 0");
            }
            dimensions.add(Long.parseLong(size.text()));
            words.expect("]");
        }
        return new Declaration(name.text(), type, List.copyOf(dimensions), attributes, name.at());
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
