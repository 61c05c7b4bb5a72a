package org.attestry.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Whether nobody else has a part in a file with a secret: who can read it knows the secret, and who can write or exchange it chooses one.
 *
 * <p>Links are followed: the file that is read counts, and the folder that it lies in.
 */
public final class OwnFile {
    /** The owner of what this process is shown of itself is its user: a container's may have no name. */
    private static final Path THIS_PROCESS = Path.of("/proc/self");

    private static final int ROOT = 0;
    private static final int RIGHTS_OF_OTHERS = 0077;
    private static final int WRITABLE_BY_OTHERS = 0022;

    /** In such a folder, as {@code /tmp}, nobody renames or deletes what belongs to somebody else. */
    private static final int STICKY = 01000;

    private OwnFile() {}

    /**
     * Why {@code file} will not do for a secret, and what to do; empty where it will.
     *
     * @throws IOException if it is not there, or what is known of it cannot be read
     */
    public static Optional<String> problem(Path file) throws IOException {
        return problem(file, uid(THIS_PROCESS));
    }

    static Optional<String> problem(Path file, int user) throws IOException {
        var real = file.toRealPath();
        int owner = uid(real);
        if (owner != user && owner != ROOT) {
            return Optional.of(
                    file + " belongs to user " + owner + ", neither to this one (" + user + ") nor to root: chown it");
        }
        if ((mode(real) & RIGHTS_OF_OTHERS) != 0) {
            return Optional.of(file + " is open to others (" + written(real) + "): chmod 600 it");
        }
        return problemOfFolder(real.resolveSibling("")).map(problem -> file + ": " + problem);
    }

    /**
     * Why {@code folder} will not do to hold secrets, and what to do; empty where it will.
     *
     * @throws IOException if it is not there, or what is known of it cannot be read
     */
    public static Optional<String> problemOfFolder(Path folder) throws IOException {
        var real = folder.toRealPath();
        int mode = mode(real);
        if ((mode & WRITABLE_BY_OTHERS) == 0 || (mode & STICKY) != 0) return Optional.empty();
        return Optional.of("others may exchange what is in " + real + " (" + written(real) + "): chmod go-w it");
    }

    private static int uid(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:uid");
    }

    private static int mode(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:mode");
    }

    private static String written(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
