package org.attestry.collateral;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attestry.bytes.Bytes;

/** Reads whole files up to a limit, and regular files only. */
final class BoundedFiles {
    private BoundedFiles() {}

    /**
     * The content of {@code file}.
     *
     * @throws CollateralException if it is not there, not a regular file, unreadable or longer than {@code limit}
     */
    static Bytes read(Path file, int limit) {
        if (!Files.isRegularFile(file)) throw new CollateralException(file, "no such file");
        try (var in = Files.newInputStream(file)) {
            // The size that a file system tells may be out of date; what was read is not.
            var octets = in.readNBytes(limit + 1);
            if (octets.length > limit) throw new CollateralException(file, "longer than " + limit + " octets");
            return Bytes.copyOf(octets);
        } catch (IOException e) {
            throw new CollateralException(file, "cannot be read", e);
        }
    }
}
