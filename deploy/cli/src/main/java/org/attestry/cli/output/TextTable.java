package org.attestry.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Data laid out for people: rows under headings, or names beside values. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    private TextTable() {}

    /** A table with these headings, in capitals. */
    public static TextTable of(String... headings) {
        var table = new TextTable();
        table.rows.add(List.of(headings).stream()
                .map(heading -> heading.toUpperCase(Locale.ROOT).replace('_', ' '))
                .toList());
        return table;
    }

    /** Rows without headings. */
    public static TextTable bare() {
        return new TextTable();
    }

    /** One row per object in {@code list}, a column per member in {@code columns}. */
    public static String rows(JsonNode list, String... columns) {
        var table = of(columns);
        list.forEach(item -> table.row(List.of(columns).stream()
                .map(column -> Json.plain(item.path(column)))
                .toList()));
        return list.isEmpty() ? "none" : table.toString();
    }

    /** The members of an object, one a line; groups below by their joined names, so that a line is a whole answer. */
    public static String fields(JsonNode object) {
        var table = bare();
        collect("", object, table);
        return table.toString();
    }

    private static void collect(String prefix, JsonNode object, TextTable table) {
        object.properties().forEach(member -> {
            var value = member.getValue();
            if (value.isObject()) collect(prefix + member.getKey() + ".", value, table);
            else table.row(List.of(prefix + member.getKey(), Json.plain(value)));
        });
    }

    /** Adds a row. */
    public TextTable row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i));
                if (i < row.size() - 1)
                    line.append(" ".repeat(width(i) - row.get(i).length())).append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return String.join("\n", lines);
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
