package org.attestry.agent.attester;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.attestry.bytes.Bytes;

/**
 * Plays the kernel's side of configfs in an ordinary folder, with the attributes that each driver shows: a write counts, one to
 * {@code inblob} makes a report.
 */
final class FakeKernel implements ConfigFs {
    /** What a driver shows besides {@code provider}, {@code generation}, {@code inblob} and {@code outblob}; Arm's hides nothing. */
    private static final Map<String, Set<String>> SHOWN = Map.of(
            "tdx_guest\n", Set.of(),
            "sev_guest\n", Set.of("privlevel", "privlevel_floor", "auxblob"),
            "arm_cca_guest\n", Set.of("privlevel", "privlevel_floor", "auxblob", "manifestblob", "service_provider"));

    String provider = "sev_guest\n";
    Bytes aux = Bytes.utf8("certificates");
    int floor = 0;
    int writesOfOthers = 0;
    int failures = 0;
    boolean auxIsUnreadable = false;
    UnaryOperator<Bytes> report = input -> snp(input, 1184);

    private final Map<Path, Integer> generations = new HashMap<>();
    private int level;

    @Override
    public void create(Path entry) throws IOException {
        Files.createDirectory(entry);
        generations.put(entry, 0);
        level = 0;
        Files.writeString(entry.resolve("provider"), provider);
        Files.writeString(entry.resolve("generation"), "0\n");
        if (shows("privlevel_floor")) Files.writeString(entry.resolve("privlevel_floor"), floor + "\n");
    }

    private boolean shows(String attribute) {
        return SHOWN.getOrDefault(provider, Set.of()).contains(attribute);
    }

    @Override
    public void write(Path attribute, Bytes value) throws IOException {
        if (failures-- > 0) throw new IOException("Device or resource busy");
        var entry = attribute.getParent();
        if (entry == null) throw new IOException("no entry");
        if (attribute.endsWith("inblob")) made(entry, value);
        else if (attribute.endsWith("privlevel") && shows("privlevel"))
            level = Integer.parseInt(new String(value.toArray(), StandardCharsets.UTF_8).strip());
        else throw new AccessDeniedException(attribute.toString());
        int generation = generations.merge(entry, 1 + writesOfOthers, Integer::sum);
        Files.writeString(entry.resolve("generation"), generation + "\n");
    }

    private void made(Path entry, Bytes input) throws IOException {
        Files.write(entry.resolve("outblob"), report.apply(input).toArray());
        if (shows("auxblob")) Files.write(entry.resolve("auxblob"), aux.toArray());
    }

    /** A report of {@code size} octets that holds {@code input} where AMD's does, as far as it reaches. */
    static Bytes snp(Bytes input, int size) {
        var report = new byte[size];
        int copied = Math.max(0, Math.min(input.size(), size - 0x50));
        System.arraycopy(input.toArray(), 0, report, Math.min(0x50, size - copied), copied);
        return Bytes.copyOf(report);
    }

    @Override
    public Bytes read(Path attribute, int limit) throws IOException {
        if (attribute.endsWith("outblob") && level < floor) throw new IOException("Invalid argument");
        if (attribute.endsWith("auxblob") && auxIsUnreadable) throw new IOException("File too large");
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
