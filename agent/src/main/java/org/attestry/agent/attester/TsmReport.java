package org.attestry.agent.attester;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.attestry.bytes.Bytes;

/**
 * Fetches one report through an entry of the kernel's {@code /sys/kernel/config/tsm/report} (Linux, Documentation/ABI/testing/
 * configfs-tsm-report): make the entry, write {@code privlevel} and {@code inblob}, read {@code outblob} and {@code auxblob}, remove the
 * entry.
 *
 * <p>Each driver shows what it has: TDX's neither privilege levels nor {@code auxblob}, SEV-SNP's and Arm's both. What is not there is
 * neither written nor missed; what is there and cannot be read is a failure.
 *
 * <p>{@code generation} counts the writes to the entry. It must have moved by our own and by no other, else somebody else wrote between and
 * the report may answer that.
 */
final class TsmReport {
    private static final int MOST_ATTRIBUTE = 4096;
    /** The kernel's own limit for {@code outblob} and {@code auxblob} is 32 KiB in the releases read; certificates may grow. */
    private static final int MOST_BLOB = 256 << 10;

    private final Path reports;
    private final ConfigFs files;
    private final RandomGenerator names;

    TsmReport(Path reports, ConfigFs files, RandomGenerator names) {
        this.reports = reports;
        this.files = files;
        this.names = names;
    }

    /**
     * What the kernel gave.
     *
     * @param provider the driver behind it, f.e. {@code sev_guest}
     * @param out the report
     * @param aux certificates that the host supplied; empty where it supplied none, or the driver knows of none
     */
    record Answer(String provider, Bytes out, Bytes aux) {}

    /** The name of the driver, without asking for a report. */
    String provider() throws IOException {
        var entry = entry();
        files.create(entry);
        try {
            return text(entry, "provider");
        } finally {
            files.remove(entry);
        }
    }

    /** A report over {@code input}. */
    Answer fetch(Bytes input) throws IOException {
        var entry = entry();
        files.create(entry);
        try {
            return through(entry, input);
        } finally {
            files.remove(entry);
        }
    }

    private Answer through(Path entry, Bytes input) throws IOException {
        var provider = text(entry, "provider");
        long before = generation(entry);
        int writes = atOwnLevel(entry) + 1;
        files.write(entry.resolve("inblob"), input);
        var out = files.read(entry.resolve("outblob"), MOST_BLOB);
        var aux = shown(entry, "auxblob", MOST_BLOB).orElse(Bytes.EMPTY);
        if (generation(entry) != before + writes) throw new IOException("another process wrote to the report entry");
        return new Answer(provider, out, aux);
    }

    /**
     * Asks for the privilege level that this guest has, where there are such: the kernel begins at 0, which a guest below another (an SVSM,
     * a paravisor) may not ask for. Answers how many writes that took.
     */
    private int atOwnLevel(Path entry) throws IOException {
        var floor = shown(entry, "privlevel_floor", MOST_ATTRIBUTE);
        if (floor.isEmpty()) return 0;
        files.write(entry.resolve("privlevel"), floor.get());
        return 1;
    }

    private Optional<Bytes> shown(Path entry, String attribute, int limit) throws IOException {
        try {
            return Optional.of(files.read(entry.resolve(attribute), limit));
        } catch (NoSuchFileException hidden) {
            return Optional.empty();
        }
    }

    private long generation(Path entry) throws IOException {
        var text = text(entry, "generation");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("generation is no number", e);
        }
    }

    private String text(Path entry, String attribute) throws IOException {
        var octets = files.read(entry.resolve(attribute), MOST_ATTRIBUTE);
        return new String(octets.toArray(), StandardCharsets.UTF_8).strip();
    }

    private Path entry() {
        return reports.resolve("attestry-" + Long.toHexString(names.nextLong()));
    }
}
