package org.attestry.config;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The way to a file or folder, gone step by step, so that not just anybody can lead it elsewhere: the folder that it lies in and each link on
 * the way belong to this user or root, no folder is everybody's, and none that a link lies in is a group's. Whose the folders above are is
 * not asked: whoever gave the path chose to go through them, and where users are mapped root's belong to nobody.
 */
final class OwnPath {
    /** The owner of what this process is shown of itself is its user: a container's may have no name. */
    private static final Path THIS_PROCESS = Path.of("/proc/self");

    private static final int ROOT = 0;

    /** In such a folder, as {@code /tmp}, nobody renames or deletes what belongs to somebody else. */
    private static final int STICKY = 01000;

    /** As many as the system follows. */
    private static final int MOST_LINKS = 40;

    private final int user;
    private final OwnFolder.Writers atTheEnd;
    private final Deque<Path> ahead = new ArrayDeque<>();
    private Path at = Path.of("/");
    private int links;

    private OwnPath(Path path, int user, OwnFolder.Writers atTheEnd) {
        this.user = user;
        this.atTheEnd = atTheEnd;
        lead(path.toAbsolutePath());
    }

    /** The number of this process's user. */
    static int thisUser() throws IOException {
        return (int) Files.getAttribute(THIS_PROCESS, "unix:uid");
    }

    /**
     * Where {@code path} leads, without links; what is there is left to the caller.
     *
     * @param atTheEnd who may write to the folder that it lies in, at most
     * @throws NotOwn if others can lead it elsewhere
     */
    static Path real(Path path, int user, OwnFolder.Writers atTheEnd) throws IOException {
        return new OwnPath(path, user, atTheEnd).walked();
    }

    private Path walked() throws IOException {
        while (!ahead.isEmpty()) {
            boolean last = ahead.size() == 1;
            if (last) requireOwner(at, user);
            requireClosed(at, last ? atTheEnd : OwnFolder.Writers.GROUP);
            var next = at.resolve(ahead.pop()).normalize();
            if (Files.isSymbolicLink(next)) follow(next);
            else at = next;
        }
        return at;
    }

    private void follow(Path link) throws IOException {
        requireClosed(at, OwnFolder.Writers.OWNER);
        requireOwner(link, user);
        if (++links > MOST_LINKS) throw new FileSystemLoopException(link.toString());
        lead(Files.readSymbolicLink(link));
    }

    private void lead(Path path) {
        if (path.isAbsolute()) at = Path.of("/");
        for (int i = path.getNameCount() - 1; i >= 0; i--) ahead.push(path.getName(i));
    }

    /**
     * Refuses what belongs to somebody else than {@code user}.
     *
     * @throws NotOwn if so
     */
    static void requireOwner(Path path, int user) throws IOException {
        int owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner == user || owner == ROOT) return;
        throw new NotOwn(
                path + " belongs to user " + owner + ", neither to this one (" + user + ") nor to root: chown it");
    }

    /**
     * Refuses a folder that more than {@code most} may write to.
     *
     * @throws NotOwn if so
     */
    static void requireClosed(Path folder, OwnFolder.Writers most) throws IOException {
        int mode = mode(folder);
        if ((mode & most.closed) == 0 || (mode & STICKY) != 0) return;
        throw new NotOwn("others may exchange what is in " + folder + " (" + written(folder) + "): chmod " + most.change
                + " it");
    }

    static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    static String written(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
