package org.attestry.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whether nobody can exchange what this process keeps in a folder, or the folder itself. */
public final class OwnFolder {
    /** Who may write to a folder, at most; to a sticky one anybody may. */
    public enum Writers {
        /** Its owner, this user or root. */
        OWNER(0022, "go-w"),
        /** Its group too, as that of a volume that a container is given. */
        GROUP(0002, "o-w");

        final int closed;
        final String change;

        Writers(int closed, String change) {
            this.closed = closed;
            this.change = change;
        }
    }

    private OwnFolder() {}

    /**
     * Refuses {@code folder} if more than {@code most} may write to it, or others lead the way to it elsewhere. Of one that is not there yet,
     * that counts in which it would be made.
     *
     * @throws NotOwn if so
     * @throws IOException if what is known of it cannot be read
     */
    public static void require(Path folder, Writers most) throws IOException {
        int user = OwnPath.thisUser();
        var there = folder.toAbsolutePath();
        while (Files.notExists(there, LinkOption.NOFOLLOW_LINKS)) there = there.resolveSibling("");
        var real = OwnPath.real(there, user, Writers.GROUP);
        OwnPath.requireOwner(real, user);
        OwnPath.requireClosed(real, there.equals(folder.toAbsolutePath()) ? most : Writers.GROUP);
    }
}
