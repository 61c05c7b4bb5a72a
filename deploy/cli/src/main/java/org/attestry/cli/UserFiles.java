package org.attestry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attestry.agent.json.JsonRefused;
import org.attestry.bytes.Bytes;
import org.attestry.cli.output.Json;
import org.attestry.config.RegularFile;

/** Files that the user names on the command line: regular ones, and what the user's shell hands over as {@code /dev/stdin}. */
public final class UserFiles {
    private static final int LARGEST = 64 << 20;
    private static final Path STANDARD_INPUT = Path.of("/dev/stdin");

    private UserFiles() {}

    /**
     * What {@code file} holds, unread.
     *
     * @throws IOException if it cannot be opened or is anything else; what blocks is not opened at all
     */
    public static InputStream open(Path file) throws IOException {
        return file.equals(STANDARD_INPUT) ? Files.newInputStream(file) : RegularFile.open(file);
    }

    /** The octets in {@code file}. */
    public static Bytes octets(Path file) {
        try (var in = open(file)) {
            var octets = in.readNBytes(LARGEST + 1);
            if (octets.length > LARGEST) throw CommandFailed.file(file + " has more than 64 MiB");
            return Bytes.copyOf(octets);
        } catch (IOException e) {
            throw CommandFailed.unreadable(file, e);
        }
    }

    /** The text in {@code file}, in UTF-8. */
    public static String text(Path file) {
        return octets(file)
                .utf8Text()
                .orElseThrow(() -> CommandFailed.unreadable(file, new CharacterCodingException()));
    }

    /** The JSON object in {@code file}. */
    public static ObjectNode object(Path file) {
        try {
            if (Json.parse(text(file)) instanceof ObjectNode object) return object;
        } catch (JsonRefused e) {
            throw CommandFailed.file("not JSON: " + file + ": " + e.getMessage());
        }
        throw CommandFailed.file("not a JSON object: " + file);
    }
}
