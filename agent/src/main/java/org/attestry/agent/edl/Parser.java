package org.attestry.agent.edl;

import java.util.ArrayList;
import java.util.List;

/** A file of EDL, item by item and by recursive descent; every error says what was expected where. */
final class Parser {
    private final String file;
    private final Words words;
    private final DefinitionParser definitionParser;
    private final FunctionParser functionParser;
    private final List<String> includes = new ArrayList<>();
    private final List<SourceFile.Import> imports = new ArrayList<>();
    private final List<Definition> definitions = new ArrayList<>();
    private final List<Function> trusted = new ArrayList<>();
    private final List<Function> untrusted = new ArrayList<>();

    private Parser(String file, List<Token> tokens) {
        this.file = file;
        this.words = new Words(tokens);
        var types = new TypeParser(words);
        var declarations = new DeclarationParser(words, types);
        this.definitionParser = new DefinitionParser(words, declarations);
        this.functionParser = new FunctionParser(words, types, declarations);
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
            case "struct", "union" -> definitions.add(definitionParser.compound());
            case "enum" -> definitions.add(definitionParser.enumeration());
            case "trusted" -> block(() -> trusted.add(functionParser.trusted()));
            case "untrusted" -> block(() -> untrusted.add(functionParser.untrusted()));
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

    private void block(Item item) throws EdlException {
        words.next();
        words.expect("{");
        while (!words.accept("}")) {
            if (words.peek().is("include")) {
                include();
            } else {
                item.parse();
            }
        }
        words.expect(";");
    }
}
