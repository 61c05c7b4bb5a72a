package org.attestry.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Opens files with secrets in which nobody else has a part: who can read one knows the secret, and who can write or exchange it chooses
 * one.
 *
 * <p>Links are followed: the file that is read counts, the folder that it lies in, and all on the way to it.
 */
public final class OwnFile {
    private static final int RIGHTS_OF_OTHERS = 0077;

    private OwnFile() {}

    /** Opens a file by its path without links. */
    @FunctionalInterface
    interface Opening {
        InputStream open(Path real) throws IOException;
    }

    /** A file that will do: where it is, and which one, whatever becomes of its name. */
    private record Judged(Path real, @Nullable Object key) {}

    /**
     * The octets of {@code file}.
     *
     * @throws NotOwn if others have a part in it
     * @throws IOException if it cannot be opened, or is no regular file
     */
    public static InputStream open(Path file) throws IOException {
        return open(file, OwnPath.thisUser(), real -> Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS));
    }

    /** What was judged is what is read: the same file has to be there once it is open. */
    static InputStream open(Path file, int user, Opening opening) throws IOException {
        var judged = judged(file, user);
        var in = opening.open(judged.real());
        try {
            if (!judged.equals(judged(file, user))) throw new NotOwn(file + " was exchanged while it was opened");
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static Judged judged(Path file, int user) throws IOException {
        var real = real(file, user);
        OwnPath.requireOwner(real, user);
        if ((OwnPath.mode(real) & RIGHTS_OF_OTHERS) != 0) {
            throw new NotOwn(real + " is open to others (" + OwnPath.written(real) + "): chmod 600 it");
        }
        var attributes = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) throw new FileSystemException(file.toString(), null, RegularFile.IS_NONE);
        return new Judged(real, attributes.fileKey());
    }

    private static Path real(Path file, int user) throws IOException {
        try {
            return OwnPath.real(file, user, OwnFolder.Writers.OWNER);
        } catch (NotOwn e) {
            throw new NotOwn(file + ": " + e.getMessage());
        }
    }
}
