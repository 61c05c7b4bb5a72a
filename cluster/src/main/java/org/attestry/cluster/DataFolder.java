package org.attestry.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.attestry.config.NotOwn;
import org.attestry.config.OwnFolder;
import org.attestry.config.OwnFolder.Writers;
import org.attestry.persistence.rocksdb.StoreFolder;

/** Whether a start may go by what is in a data folder: nobody else could exchange it, and where there are keys there is their journal. */
final class DataFolder {
    private DataFolder() {}

    /**
     * Refuses a start with the data folder of {@code config}.
     *
     * @throws IllegalStateException if it will not do; the message says what to do
     */
    static void require(NodeConfig config) {
        problem(config).ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
    }

    /** Why the data folder of {@code config} will not do; empty where it will, be it that nothing is there yet. */
    static Optional<String> problem(NodeConfig config) {
        var journal = PekkoConfig.journal(config);
        var keys = KeyRoots.folder(config);
        try {
            OwnFolder.require(journal, Writers.GROUP);
            OwnFolder.require(keys, Writers.OWNER);
            return StoreFolder.hasJournal(journal) || !hasKeys(keys)
                    ? Optional.empty()
                    : Optional.of(lost(keys, journal));
        } catch (NotOwn e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            return Optional.of("cannot look at data folder " + config.data() + ": " + e);
        }
    }

    /** A first start makes the journal before any key. */
    private static String lost(Path keys, Path journal) {
        return "the keys in " + keys + " have had a journal, and there is none in " + journal
                + ": mount it, or restore it from a backup; to begin anew without what was recorded, spent and withdrawn, delete "
                + keys;
    }

    private static boolean hasKeys(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return false;
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().matches(".*\\.(key|salt)"));
        }
    }
}
