package org.attestry.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attestry.bytes.Bytes;

/**
 * Octets that a release wrote and every later one must read: {@code src/test/resources/golden/NAME.hex}, 32 octets a line.
 *
 * <p>A run with {@code -Dattestry.bless=true} writes the files anew; the difference is then reviewed like code.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    /** Fails unless the file {@code name} holds exactly {@code actual}. */
    public static void check(String name, Bytes actual) {
        if (Boolean.getBoolean("attestry.bless")) write(name, actual);
        assertThat(read(name).hex()).as("golden/%s.hex", name).isEqualTo(actual.hex());
    }

    /** The octets in the file {@code name}. */
    public static Bytes read(String name) {
        try {
            return Bytes.fromHex(Files.readString(file(name)).replaceAll("\\s", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("no golden file; -Dattestry.bless=true writes it", e);
        }
    }

    private static void write(String name, Bytes octets) {
        try {
            Files.createDirectories(FOLDER.resolve(name).getParent());
            Files.writeString(file(name), octets.hex().replaceAll("(.{1,64})", "$1\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name) {
        return FOLDER.resolve(name + ".hex");
    }
}
