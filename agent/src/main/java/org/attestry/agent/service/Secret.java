package org.attestry.agent.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.attestry.config.RegularFile;

/** A text that nobody may see: it is never printed, and comes from a file that its owner alone can read. */
public final class Secret {
    private static final int LONGEST = 4096;
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

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
     * @throws IllegalArgumentException if it cannot be read, is empty, or others than its owner may read or write it; the message says what to do
     */
    public static Secret read(Path file) {
        try {
            var others = EnumSet.noneOf(PosixFilePermission.class);
            others.addAll(Files.getPosixFilePermissions(file));
            others.retainAll(OF_OTHERS);
            if (!others.isEmpty())
                throw new IllegalArgumentException(file + " may be used by others than its owner; chmod 600 it");
            try (var lines = new BufferedReader(new InputStreamReader(RegularFile.open(file), UTF_8.newDecoder()))) {
                return of(lines.lines().findFirst().orElse("").strip());
            }
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
