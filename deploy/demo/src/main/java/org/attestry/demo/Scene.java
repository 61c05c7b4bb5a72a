package org.attestry.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.attestry.cli.output.Json;

/**
 * One thing that happened, to be told.
 *
 * @param title what happens, as somebody would say it
 * @param lines what came of it
 */
public record Scene(String title, List<String> lines) {
    public Scene {
        lines = List.copyOf(lines);
    }

    /** The same as data. */
    public JsonNode json() {
        var json = Json.object().put("title", title);
        lines.forEach(json.putArray("lines")::add);
        return json;
    }
}
