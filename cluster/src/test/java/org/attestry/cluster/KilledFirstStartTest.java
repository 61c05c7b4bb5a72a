package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first start that is killed, before or after any key that it makes, is repeated by the next. */
@Tag("integration")
final class KilledFirstStartTest {
    private static final List<String> MADE =
            List.of("default-admin.key", "default-agent.key", "other-admin.key", "other-agent.key", "root.key");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private final List<Path> left = new ArrayList<>();

    @Test
    void whateverItLeavesIsStarted() throws IOException {
        var data = folder.resolve("data");
        TestNode.start(data, new Watched(() -> keep(data))).close();
        assertThat(left).hasSize(MADE.size() + 1);
        for (var state : left) {
            Files.writeString(Files.createDirectories(state.resolve("keys")).resolve("root.key.new"), "cut sh");
            TestNode.start(state).close();
            for (var key : MADE) assertThat(state.resolve("keys").resolve(key)).isRegularFile();
        }
    }

    /** What a kill would leave now, unless that was kept before. */
    private void keep(Path data) {
        int keys = MADE.stream()
                .mapToInt(key -> Files.exists(data.resolve("keys").resolve(key)) ? 1 : 0)
                .sum();
        if (left.size() > keys) return;
        var copy = folder.resolve("killed-" + keys);
        left.add(copy);
        try (var files = Files.walk(data)) {
            for (var file : files.toList()) copy(file, copy.resolve(data.relativize(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path file, Path to) throws IOException {
        try {
            Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (NoSuchFileException e) {
            // the database deletes files that it needs no more
        }
    }

    /** Tells of each time that somebody is about to make a key, or anything else that is random. */
    private static final class Watched extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final transient Runnable before;

        Watched(Runnable before) {
            this.before = before;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            before.run();
            super.nextBytes(bytes);
        }
    }
}
