package org.attestry.cli.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.TextTable;

/** Things that have versions, one row per version. */
final class Versions {
    private static final List<String> OF_A_VERSION =
            List.of("version", "state", "not_before", "not_after", "reason", "digest");

    private Versions() {}

    /** @param items objects with members {@code of} and a list {@code versions} */
    static String table(JsonNode items, String... of) {
        var columns = new ArrayList<>(List.of(of));
        columns.addAll(OF_A_VERSION);
        var table = TextTable.of(columns.toArray(String[]::new));
        for (var item : items) {
            for (var version : item.path("versions")) {
                var cells = new ArrayList<String>();
                for (var name : of) cells.add(Json.plain(item.path(name)));
                for (var name : OF_A_VERSION) cells.add(Json.plain(version.path(name)));
                table.row(cells);
            }
        }
        return items.isEmpty() ? "none" : table.toString();
    }
}
