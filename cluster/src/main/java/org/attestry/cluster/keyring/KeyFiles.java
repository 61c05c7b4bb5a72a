package org.attestry.cluster.keyring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import org.attestry.bytes.Bytes;
import org.attestry.config.NotOwn;
import org.attestry.config.OwnFile;
import org.attestry.config.OwnFolder;
import org.attestry.config.WritableFolder;

/**
 * Secrets in files that are their owner's alone: made with mode 0600 where they are missing, refused where anyone else may read or
 * exchange them.
 */
public final class KeyFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final int LONGEST = 64 << 10;

    private final Missing missing;

    private KeyFiles(Missing missing) {
        this.missing = missing;
    }

    /** Makes secrets from {@code random}. */
    public KeyFiles(SecureRandom random) {
        this(file -> {
            create(file, random);
            return read(file);
        });
    }

    /** The same without a trace: refuses what others would, and takes something that is no secret for a file that is missing. */
    public static KeyFiles onlyLooking() {
        return new KeyFiles(KeyFiles::standIn);
    }

    /** What becomes of a file that is not there. */
    private interface Missing {
        Bytes secret(Path file) throws IOException;
    }

    /**
     * The 32 octets in {@code file}, written there as base64url; made at random if the file is missing.
     *
     * @throws KeyFileRefused if others have a part in it or its folder, or it holds anything else
     */
    public Bytes readOrCreate(Path file) {
        try {
            if (Files.isSymbolicLink(file) && Files.notExists(file))
                throw new KeyFileRefused("key file " + file + " is a link to nothing");
            if (!Files.notExists(file)) return read(file);
            requireClosed(file.resolveSibling(""));
            return missing.secret(file);
        } catch (IOException e) {
            throw new KeyFileRefused("cannot use key file " + file + ": " + e.getMessage());
        }
    }

    private static Bytes standIn(Path file) {
        WritableFolder.problem(file.resolveSibling("")).ifPresent(problem -> {
            throw new KeyFileRefused("cannot make key file " + file + ": " + problem);
        });
        return Bytes.utf8(file.toString()).sha256();
    }

    /** Under its name it is there whole or not at all: a start that is killed meanwhile can be repeated. */
    private static void create(Path file, SecureRandom random) throws IOException {
        var secret = new byte[32];
        random.nextBytes(secret);
        var folder = Files.createDirectories(
                file.toAbsolutePath().getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        try (var channel = FileChannel.open(
                unfinished,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            channel.write(Bytes.utf8(Bytes.copyOf(secret).base64Url() + "\n").toBuffer());
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static Bytes read(Path file) throws IOException {
        try {
            var secret = Bytes.fromBase64Url(text(file));
            if (secret.size() == 32) return secret;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            // said below, in words that help
        }
        throw new KeyFileRefused("key file " + file + " does not hold 32 octets in base64url");
    }

    /**
     * The text in {@code file}, which others have no part in.
     *
     * @throws KeyFileRefused if others have a part in the file, it is no regular file, or holds no text
     */
    public static String secret(Path file) {
        try {
            return text(file);
        } catch (CharacterCodingException e) {
            throw new KeyFileRefused("key file " + file + " holds no text in UTF-8");
        } catch (IOException e) {
            throw new KeyFileRefused("cannot use key file " + file + ": " + e.getMessage());
        }
    }

    private static String text(Path file) throws IOException {
        try (var in = OwnFile.open(file)) {
            var octets = in.readNBytes(LONGEST + 1);
            if (octets.length > LONGEST) throw new IOException("it has more than " + LONGEST + " octets");
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString()
                    .strip();
        } catch (NotOwn e) {
            throw new KeyFileRefused("key file " + e.getMessage());
        }
    }

    /**
     * Refuses a {@code folder} of key files that others may exchange; one that is not there yet will be made as it should be.
     *
     * @throws KeyFileRefused if so
     */
    private static void requireClosed(Path folder) throws IOException {
        try {
            OwnFolder.require(folder, OwnFolder.Writers.OWNER);
        } catch (NotOwn e) {
            throw new KeyFileRefused(e.getMessage());
        }
    }

    /** A key file that is not used; the message says why and what to do. */
    public static final class KeyFileRefused extends RuntimeException {
        /** Says why and what to do. */
        public KeyFileRefused(String message) {
            super(message);
        }
    }
}
