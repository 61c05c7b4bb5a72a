package org.attestry.config;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Whether this user can write into a folder or, where it is not there, make it: seen without making or writing anything. */
public final class WritableFolder {
    private WritableFolder() {}

    /** What is wrong with {@code folder}, or with the one that it would have to be made in; empty where nothing is. */
    public static Optional<String> problem(Path folder) {
        var there = folder.toAbsolutePath().normalize();
        while (Files.notExists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null)
            there = there.getParent();
        if (Files.isSymbolicLink(there) && Files.notExists(there)) return Optional.of(there + " is a link to nothing");
        if (!Files.isDirectory(there)) return Optional.of(there + " is no folder");
        return Files.isWritable(there) && Files.isExecutable(there)
                ? Optional.empty()
                : Optional.of(there + " may not be written by this user");
    }
}
