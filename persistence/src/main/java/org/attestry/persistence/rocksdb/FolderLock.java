package org.attestry.persistence.rocksdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One writer or any number of reading processes of a folder; it ends with the process, however that ends. */
final class FolderLock implements AutoCloseable {
    /** A folder that is made here holds evidence, which is nobody else's business; one that is there keeps the modes it was given. */
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    static final String FILE = "attestry.lock";

    /** Folders held by this process: POSIX drops a file's locks when any of its channels closes, so a second one is never opened. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Optional<FileChannel> channel;

    private FolderLock(Path folder, Optional<FileChannel> channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** The folder for this process alone; makes it if it is not there. */
    static FolderLock exclusive(Path folder) {
        try {
            return take(
                    Files.createDirectories(folder, OWNER_ONLY).toRealPath(),
                    false,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StoreRefused(
                    StoreRefused.Why.NOT_WRITABLE,
                    "The data folder " + folder + " cannot be written (" + e
                            + "): give it to the user that runs the service, or name another folder.",
                    e);
        }
    }

    /** The folder together with other readers, none of which changes anything. */
    static FolderLock shared(Path folder) {
        try {
            return take(folder.toRealPath(), true, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new StoreRefused(
                    StoreRefused.Why.ABSENT,
                    "The data folder " + folder + " cannot be read (" + e + "): name the folder of a service.",
                    e);
        }
    }

    private static FolderLock take(Path folder, boolean shared, OpenOption... options) throws IOException {
        if (!HELD.add(folder)) throw inUse(folder);
        boolean taken = false;
        try {
            var channel = FileChannel.open(folder.resolve(FILE), Set.of(options));
            taken = channel.tryLock(0, Long.MAX_VALUE, shared) != null;
            if (taken) return new FolderLock(folder, Optional.of(channel));
            channel.close();
            throw inUse(folder);
        } catch (NoSuchFileException e) {
            if (!shared) throw e;
            taken = true; // a copy of a folder: a service that has it open would have made the file
            return new FolderLock(folder, Optional.empty());
        } finally {
            if (!taken) HELD.remove(folder);
        }
    }

    private static StoreRefused inUse(Path folder) {
        return new StoreRefused(
                StoreRefused.Why.LOCKED,
                "The data folder " + folder + " is in use by a running service: stop that one, or name another folder.",
                null);
    }

    @Override
    public void close() throws IOException {
        try {
            if (channel.isPresent()) channel.get().close();
        } finally {
            HELD.remove(folder);
        }
    }
}
