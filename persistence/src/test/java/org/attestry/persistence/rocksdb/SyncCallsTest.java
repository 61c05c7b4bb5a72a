package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system calls of a writing process, as strace sees them: an acknowledgement never comes before the sync of what it is about. */
@Tag("slow")
class SyncCallsTest {
    private static final int EVENTS = 300;
    private static final Pattern SYNC_OF_LOG = Pattern.compile("fdatasync\\(\\d+<[^>]*\\.log>");
    private static final Pattern ACKNOWLEDGEMENT = Pattern.compile("write\\(1<[^>]*>, \"Node\\|0 ");

    @TempDir
    Path folder;

    @Test
    void oneWriterSyncsTheLogBeforeEachAcknowledgement() throws IOException, InterruptedException {
        int pending = 0;
        int acknowledgements = 0;
        int syncs = 0;
        for (var call : traced(1)) {
            if (SYNC_OF_LOG.matcher(call).find()) {
                syncs++;
                pending = 1;
            } else if (ACKNOWLEDGEMENT.matcher(call).find()) {
                acknowledgements++;
                assertThat(pending)
                        .as("a sync since acknowledgement %s", acknowledgements)
                        .isOne();
                pending = 0;
            }
        }
        assertThat(acknowledgements).isEqualTo(EVENTS);
        assertThat(syncs).isGreaterThanOrEqualTo(EVENTS);
    }

    private List<String> traced(int ids) throws IOException, InterruptedException {
        var trace = folder.resolve("trace");
        var command = new ArrayList<>(
                List.of("strace", "-f", "-y", "-s", "8", "-e", "trace=fdatasync,fsync,write", "-o", trace.toString()));
        command.addAll(
                ChildJvm.command(LoadedWriter.class, folder.resolve("data").toString(), ids + "", EVENTS + ""));
        try {
            var process = new ProcessBuilder(command)
                    .redirectOutput(folder.resolve("output").toFile())
                    .redirectError(folder.resolve("errors").toFile())
                    .start();
            Assumptions.assumeTrue(
                    process.waitFor() == 0, "strace cannot trace here: " + Files.readString(folder.resolve("errors")));
        } catch (IOException e) {
            Assumptions.abort("strace is not installed: " + e.getMessage());
        }
        return Files.readAllLines(trace);
    }
}
