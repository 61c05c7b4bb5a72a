package org.attestry.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether this user can read what a path names, and why not; in words that follow the path. */
final class ReadablePath {
    private ReadablePath() {}

    /** What is wrong with {@code path} as a file, which may be a device or a pipe; empty where nothing is. */
    static Optional<String> asFile(Path path) {
        return Files.isDirectory(path) ? Optional.of("is a folder") : at(path);
    }

    /** What is wrong with {@code path} as a regular file, which can be read without waiting for anybody; empty where nothing is. */
    static Optional<String> asRegularFile(Path path) {
        return Files.exists(path) && !Files.isDirectory(path) && !Files.isRegularFile(path)
                ? Optional.of(RegularFile.IS_NONE)
                : asFile(path);
    }

    /** What is wrong with {@code path} as a folder; empty where nothing is. */
    static Optional<String> asFolder(Path path) {
        return Files.exists(path) && !Files.isDirectory(path) ? Optional.of("is no folder") : at(path);
    }

    private static Optional<String> at(Path path) {
        if (Files.isReadable(path)) return Optional.empty();
        return Optional.of(Files.exists(path) ? "may not be read by this user" : "does not exist");
    }
}
