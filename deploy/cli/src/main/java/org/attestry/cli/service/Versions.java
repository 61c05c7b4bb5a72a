package org.attestry.cli.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.TextTable;

/** Things that have versions, one row per version; one whose versions nobody can tell has a row of its own. */
final class Versions {
    private static final List<String> OF_A_VERSION =
            List.of("version", "state", "not_before", "not_after", "reason", "digest");

    private Versions() {}

    /**
     * @param items objects with members {@code of} and a list {@code versions}
     * @param now tells what is active already
     */
    static String table(JsonNode items, Instant now, String... of) {
        var columns = new ArrayList<>(List.of(of));
        columns.addAll(OF_A_VERSION);
        var table = TextTable.of(columns.toArray(String[]::new));
        for (var item : items) {
            for (var version : item.path("versions").isEmpty() ? List.of(item) : item.path("versions")) {
                var cells = new ArrayList<String>();
                for (var name : of) cells.add(Json.plain(item.path(name)));
                for (var name : OF_A_VERSION)
                    cells.add(name.equals("state") ? state(version, now) : Json.plain(version.path(name)));
                table.row(cells);
            }
        }
        return items.isEmpty() ? "none" : table.toString();
    }

    private static String state(JsonNode version, Instant now) {
        var state = Json.plain(version.path("state"));
        var begins = Json.plain(version.path("not_before"));
        if (!state.equals("active")
                || begins.isEmpty()
                || !Instant.parse(begins).isAfter(now)) return state;
        return "active from " + begins.replace("T00:00:00Z", "");
    }
}
