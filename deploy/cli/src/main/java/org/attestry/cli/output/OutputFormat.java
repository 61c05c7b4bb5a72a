package org.attestry.cli.output;

import java.util.List;

/** How an answer is written. */
public enum OutputFormat {
    TABLE,
    JSON,
    YAML;

    /** The format that a command line asks for, right or wrong in its other parts: a complaint about it has to be written as well. */
    public static OutputFormat askedFor(List<String> arguments) {
        var asked = TABLE;
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            var next = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            if (argument.equals("--")) break;
            else if (argument.equals("--json")) asked = JSON;
            else if (argument.equals("-o") || argument.equals("--output")) asked = named(next, asked);
            else if (argument.startsWith("--output=")) asked = named(argument.substring("--output=".length()), asked);
            else if (argument.startsWith("-o"))
                asked = named(argument.substring(argument.startsWith("-o=") ? 3 : 2), asked);
        }
        return asked;
    }

    private static OutputFormat named(String name, OutputFormat otherwise) {
        for (var format : values()) {
            if (format.name().equalsIgnoreCase(name)) return format;
        }
        return otherwise;
    }
}
