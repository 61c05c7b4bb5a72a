package org.attestry.cluster.keyring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import org.attestry.config.RegularFile;

/** Tells by its first octets whether a file is a shared library that this machine could load; nothing of it is run. */
final class SharedLibrary {
    private static final int HEADER = 20;
    private static final int MAGIC = 0x7f454c46;
    private static final int SHARED = 3;
    /** {@code e_machine} of the ELF header, by the name that the platform has for itself. */
    private static final Map<String, Integer> MACHINES = Map.of("amd64", 62, "aarch64", 183);

    private SharedLibrary() {}

    /** Whether {@code file} is an ELF library of this machine's kind; on one that is not known here, of any. */
    static boolean isOne(Path file) throws IOException {
        try (var in = RegularFile.open(file)) {
            var header = in.readNBytes(HEADER);
            return header.length == HEADER && isOne(ByteBuffer.wrap(header));
        }
    }

    private static boolean isOne(ByteBuffer header) {
        if (header.getInt() != MAGIC) return false;
        var machine = MACHINES.get(System.getProperty("os.arch"));
        if (machine == null) return true;
        header.order(ByteOrder.LITTLE_ENDIAN);
        return header.getShort(16) == SHARED && header.getShort(18) == machine;
    }
}
