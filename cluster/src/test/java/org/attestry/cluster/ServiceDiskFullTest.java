package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service whose disk is full: 503 with Retry-After and no token, not ready, and with room it goes on without a restart. */
@Tag("integration")
class ServiceDiskFullTest {
    private static final int BALLAST = 16 << 20;

    @TempDir
    private Path folder;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", folder.toString()),
                "a tmpfs cannot be mounted here: the full disk is not tested");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        var _ = run("umount", folder.toString());
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aFullDiskReleasesNothingAndHealthSaysSo() throws IOException {
        var ballast = Files.write(folder.resolve("ballast"), new byte[BALLAST]);
        try (var node = TestNode.start(folder.resolve("data"), "attest.cluster.ask-timeout", "2s")) {
            node.trustTheGuest();
            var refused = fill(node);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsKey("retry-after");
            assertThat(refused.body().has("token")).isFalse();
            assertThat(node.get(node.managementUrl() + "/health/ready", Role.PUBLIC)
                            .status())
                    .isEqualTo(503);
            assertThat(node.get(node.managementUrl() + "/health/live", Role.PUBLIC)
                            .status())
                    .isEqualTo(200);

            Files.delete(ballast);
            while (node.get(node.managementUrl() + "/health/ready", Role.PUBLIC).status() != 200) Thread.onSpinWait();
            assertThat(node.attest("late", node.challenge("late")).status()).isEqualTo(201);
        }
    }

    /** The first answer that is no token. */
    private TestNode.Reply fill(TestNode node) throws IOException {
        var filling = folder.resolve("filling");
        Files.write(filling, new byte[0]);
        for (int i = 0; ; i++) {
            var reply = node.attest("full-" + i % 8, node.challenge("full-" + i % 8));
            if (reply.status() != 201) return reply;
            takeRoom(filling);
        }
    }

    /** Half of the room that is left, so that the journal meets the end soon and not in the first write. */
    private void takeRoom(Path filling) throws IOException {
        long room = Files.getFileStore(folder).getUsableSpace();
        try {
            Files.write(filling, new byte[(int) Math.max(room / 2, 4096)], java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException full) {
            // then there is none left
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
