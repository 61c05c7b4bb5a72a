package org.attestry.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.attestry.cli.Console;
import picocli.CommandLine.Option;

/** The options of every command that prints data, and the printing itself. */
public final class Output {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to print the answer: table, json or yaml (default: table).")
    private OutputFormat format = OutputFormat.TABLE;

    @Option(names = "--json", description = "Short for -o json.")
    private boolean json;

    /** The format asked for. */
    public OutputFormat format() {
        return json ? OutputFormat.JSON : format;
    }

    /** Whether the answer is for a person. */
    public boolean forPeople() {
        return format() == OutputFormat.TABLE;
    }

    /** Prints {@code data} in the format asked for; {@code table} is its form for people. */
    public void print(Console console, JsonNode data, Function<JsonNode, String> table) {
        console.out()
                .println(
                        switch (format()) {
                            case TABLE -> table.apply(data);
                            case JSON -> Json.pretty(data);
                            case YAML -> Yaml.write(data);
                        });
        console.out().flush();
    }
}
