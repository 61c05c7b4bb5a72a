package org.attestry.persistence.rocksdb;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** What can be seen of a store's folder without opening or making anything of it. */
public final class StoreFolder {
    private StoreFolder() {}

    /** Why the store in {@code folder} could not be opened; empty where nothing speaks against it, or there is none yet. */
    public static Optional<String> problem(Path folder) {
        var lock = folder.resolve(FolderLock.FILE);
        var database = folder.resolve(OpenRocks.FOLDER);
        return problem(lock, Files.isRegularFile(lock), "is no file")
                .or(() -> problem(database, Files.isDirectory(database), "is no folder"));
    }

    /** Whether there is a journal in {@code folder}. */
    public static boolean hasJournal(Path folder) {
        return Files.exists(folder.resolve(OpenRocks.FOLDER).resolve("CURRENT"));
    }

    private static Optional<String> problem(Path path, boolean ofItsKind, String isNot) {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
        if (Files.notExists(path)) return Optional.of(path + " is a link to nothing");
        if (!ofItsKind) return Optional.of(path + " " + isNot);
        return Files.isWritable(path) ? Optional.empty() : Optional.of(path + " may not be written by this user");
    }
}
