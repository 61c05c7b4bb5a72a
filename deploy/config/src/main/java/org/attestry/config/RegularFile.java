package org.attestry.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens files that have to be regular ones: a pipe may have nobody at its other end, and a device no end at all. */
public final class RegularFile {
    static final String IS_NONE = "is no regular file";

    private RegularFile() {}

    /**
     * The octets of {@code file}, links followed.
     *
     * @throws IOException if it cannot be opened or is anything else; what blocks is not opened at all
     */
    public static InputStream open(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, IS_NONE);
        }
        return Files.newInputStream(file);
    }
}
