package org.attestry.cli.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attestry.agent.json.JsonRefused;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.output.Json;

/** Files that the user names on the command line. */
final class UserFiles {
    private UserFiles() {}

    /** The text in {@code file}, in UTF-8. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CommandFailed.unreadable(file, e);
        }
    }

    /** The JSON object in {@code file}. */
    static ObjectNode object(Path file) {
        try {
            if (Json.parse(text(file)) instanceof ObjectNode object) return object;
        } catch (JsonRefused e) {
            throw CommandFailed.file("not JSON: " + file + ": " + e.getMessage());
        }
        throw CommandFailed.file("not a JSON object: " + file);
    }
}
