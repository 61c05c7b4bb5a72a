package org.attestry.agent.attester;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attestry.bytes.Bytes;

/** The four things that one does with configfs; a fake of it plays the kernel in tests. */
interface ConfigFs {
    /** Makes an entry: the kernel fills it with attributes. */
    void create(Path entry) throws IOException;

    /** Writes an attribute in one write, as configfs wants it. */
    void write(Path attribute, Bytes value) throws IOException;

    /** Reads an attribute of at most {@code limit} octets. */
    Bytes read(Path attribute, int limit) throws IOException;

    /** Removes an entry with its attributes. */
    void remove(Path entry) throws IOException;

    /** The kernel's. */
    ConfigFs KERNEL = new ConfigFs() {
        @Override
        public void create(Path entry) throws IOException {
            Files.createDirectory(entry);
        }

        @Override
        public void write(Path attribute, Bytes value) throws IOException {
            Files.write(attribute, value.toArray());
        }

        @Override
        public Bytes read(Path attribute, int limit) throws IOException {
            try (var in = Files.newInputStream(attribute)) {
                var octets = in.readNBytes(limit + 1);
                if (octets.length > limit)
                    throw new IOException(attribute.getFileName() + " has more than " + limit + " octets");
                return Bytes.copyOf(octets);
            }
        }

        @Override
        public void remove(Path entry) throws IOException {
            Files.delete(entry);
        }
    };
}
