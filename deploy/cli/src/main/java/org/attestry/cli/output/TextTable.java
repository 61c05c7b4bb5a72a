package org.attestry.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Data laid out for people: rows under headings, or names beside values. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private boolean headed;

    private TextTable() {}

    /** A table with these headings, in capitals; a column in which no row says anything is left out. */
    public static TextTable of(String... headings) {
        var table = new TextTable();
        table.headed = true;
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

    /** The same with a column for every member that occurs. */
    public static String rows(JsonNode list) {
        var columns = new LinkedHashSet<String>();
        list.forEach(item -> item.fieldNames().forEachRemaining(columns::add));
        return rows(list, columns.toArray(String[]::new));
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
        var shown = IntStream.range(0, rows.isEmpty() ? 0 : rows.getFirst().size())
                .filter(this::saysSomething)
                .toArray();
        return rows.stream().map(row -> line(row, shown)).collect(Collectors.joining("\n"));
    }

    private String line(List<String> row, int[] shown) {
        var line = new StringBuilder();
        for (int column : shown) {
            var cell = row.get(column);
            line.append(cell).append(" ".repeat(width(column) - cell.length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private boolean saysSomething(int column) {
        return !headed
                || rows.size() == 1
                || rows.stream().skip(1).anyMatch(row -> !row.get(column).isEmpty());
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
