package org.attestry.agent.attester;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.attestry.bytes.Bytes;

/** Plays the kernel's side of configfs in an ordinary folder: a write to {@code inblob} makes a report and counts. */
final class FakeKernel implements ConfigFs {
    String provider = "sev_guest\n";
    Bytes aux = Bytes.utf8("certificates");
    int writesOfOthers = 0;
    int failures = 0;
    boolean answersAnother = false;
    int reportSize = 1184;

    private final Map<Path, Integer> generations = new HashMap<>();

    @Override
    public void create(Path entry) throws IOException {
        Files.createDirectory(entry);
        generations.put(entry, 0);
        Files.writeString(entry.resolve("provider"), provider);
        Files.writeString(entry.resolve("generation"), "0\n");
    }

    @Override
    public void write(Path attribute, Bytes value) throws IOException {
        if (failures-- > 0) throw new IOException("Device or resource busy");
        var entry = attribute.getParent();
        if (entry == null) throw new IOException("no entry");
        int generation = generations.merge(entry, 1 + writesOfOthers, Integer::sum);
        Files.writeString(entry.resolve("generation"), generation + "\n");
        Files.write(attribute, value.toArray());
        Files.write(entry.resolve("outblob"), report(value).toArray());
        Files.write(entry.resolve("auxblob"), aux.toArray());
    }

    private Bytes report(Bytes input) {
        var report = new byte[reportSize];
        int copied = Math.max(0, Math.min(input.size(), reportSize - 0x50));
        System.arraycopy(input.toArray(), 0, report, Math.min(0x50, reportSize - copied), copied);
        if (answersAnother) report[0x50] ^= 1;
        return Bytes.copyOf(report);
    }

    @Override
    public Bytes read(Path attribute, int limit) throws IOException {
        return KERNEL.read(attribute, limit);
    }

    @Override
    public void remove(Path entry) throws IOException {
        try (var attributes = Files.list(entry)) {
            for (var attribute : attributes.toList()) Files.delete(attribute);
        }
        KERNEL.remove(entry);
    }
}
