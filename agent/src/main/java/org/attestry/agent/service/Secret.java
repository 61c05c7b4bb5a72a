package org.attestry.agent.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.attestry.config.NotOwn;
import org.attestry.config.OwnFile;

/** A text that nobody may see: it is never printed, and comes from a file that is its owner's alone. */
public final class Secret {
    private static final int LONGEST = 4096;

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** A secret that is at hand. */
    public static Secret of(String text) {
        if (text.isEmpty() || text.length() > LONGEST)
            throw new IllegalArgumentException("a secret has 1 to " + LONGEST + " characters");
        return new Secret(text);
    }

    /**
     * The first line of {@code file}.
     *
     * @throws IllegalArgumentException if it cannot be read, is empty, or others have a part in it; the message says what to do
     */
    public static Secret read(Path file) {
        try (var lines = new BufferedReader(new InputStreamReader(OwnFile.open(file), UTF_8.newDecoder()))) {
            return of(lines.lines().findFirst().orElse("").strip());
        } catch (NotOwn e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "cannot read the secret in " + file + ": " + e.getClass().getSimpleName(), e);
        }
    }

    /** The text, for the one place that sends or uses it. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "Secret[********]";
    }
}
