package org.attestry.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.attestry.cli.config.SettingsOptions;
import org.attestry.cli.output.Json;
import org.attestry.cli.serve.NodeWiring;
import org.attestry.cluster.AttestryNode;
import org.attestry.cluster.NodeConfig;
import org.attestry.config.Sources;
import org.attestry.persistence.rocksdb.ReadOnlyStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** The folder of a stopped service is checked as it lies, and what is wrong with it is a row each. */
class AuditCheckTest {
    @TempDir
    static Path folder;

    private static Path whole;
    private static Path damaged;

    @BeforeAll
    static void aServiceThatRanAndStopped() throws Exception {
        whole = folder.resolve("whole");
        damaged = folder.resolve("damaged");
        for (var data : new Path[] {whole, damaged}) start(data).close();
        takeTheFirstEventFromTheOrder(damaged.resolve("journal/db").toString());
    }

    private static AttestryNode start(Path data) {
        var settings = SettingsOptions.load(Sources.NONE
                .withFlag("attest.data", data.toString(), "test")
                .withFlag("attest.listen", "127.0.0.1:0", "test")
                .withFlag("attest.management.listen", "127.0.0.1:0", "test"));
        return AttestryNode.start(settings.read(NodeConfig::from), settings.config(), NodeWiring.parts(Map.of()));
    }

    private static void takeTheFirstEventFromTheOrder(String database) throws Exception {
        var families = RocksDB.listColumnFamilies(new Options(), database).stream()
                .map(ColumnFamilyDescriptor::new)
                .toList();
        var handles = new ArrayList<ColumnFamilyHandle>();
        try (var options = new DBOptions();
                var db = RocksDB.open(options, database, families, handles)) {
            for (var handle : handles) {
                if (!new String(handle.getName(), UTF_8).equals("index")) continue;
                db.delete(handle, new byte[] {'o', 0, 0, 0, 0, 0, 0, 0, 1});
            }
            handles.forEach(ColumnFamilyHandle::close);
        }
    }

    @Test
    void aFolderThatIsWholeEndsWithZero() {
        var recording = Recording.plain();
        assertThat(recording.run("audit", "check", "--data", whole.toString())).isEqualTo(ExitCode.YES);
        assertThat(recording.out()).matches("whole: [1-9][0-9]* events\n");
        assertThat(recording.err()).isEmpty();
    }

    @Test
    void whatIsWrongIsARowEachAndEndsWithOne() {
        var recording = Recording.plain();
        assertThat(recording.run("audit", "check", "--data", damaged.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(recording.out().lines())
                .hasSize(3)
                .satisfiesExactly(
                        head -> assertThat(head).matches("not whole: [1-9][0-9]* events, 1 problem"),
                        headings -> assertThat(headings).isEqualTo("FAMILY  PROBLEM"),
                        row -> assertThat(row).matches("index   event 1 of [A-Za-z]+\\|.* is missing in the index"));
    }

    @ParameterizedTest
    @CsvSource({"--json", "-o yaml"})
    void theSameForPrograms(String option) {
        var recording = Recording.plain();
        assertThat(recording.run(("audit check --data " + damaged + " " + option).split(" ", -1)))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(recording.out()).contains("problems", "family", "is missing in the index");
        if (option.equals("--json")) {
            var answer = Json.parse(recording.out());
            assertThat(answer.path("found").asInt()).isEqualTo(1);
            assertThat(answer.path("data").asText()).isEqualTo(damaged.toString());
            assertThat(answer.path("problems").path(0).path("family").asText()).isEqualTo("index");
        }
    }

    @Test
    void aFolderInUseIsRefused() throws Exception {
        try (var _ = ReadOnlyStore.open(whole.resolve("journal"))) {
            refused(whole, "is in use by a running service: stop that one");
        }
    }

    @Test
    void aFolderThatIsAbsentOrHasNoJournalIsRefused() throws Exception {
        refused(folder.resolve("none"), "name the folder of a service");
        var empty = folder.resolve("empty");
        Files.createDirectories(empty.resolve("journal"));
        refused(empty, "There is no journal in ");
    }

    private static void refused(Path data, String words) {
        var recording = Recording.plain();
        assertThat(recording.run("audit", "check", "--data", data.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(recording.err()).contains(words);
        assertThat(recording.out()).isEmpty();
    }

    /** That is what was asked for; a monitor must not take it for a command line that is wrong. */
    @Test
    void aJournalThatCannotBeOpenedEndsWithOne() throws Exception {
        var data = folder.resolve("unreadable");
        start(data).close();
        Files.writeString(data.resolve("journal/db/CURRENT"), "spoilt");
        var recording = Recording.plain();
        assertThat(recording.run("audit", "check", "--data", data.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(recording.out()).contains("cannot be opened without losing what was acknowledged");
    }

    @Test
    void withoutAFolderThereIsNothingToCheck() {
        var recording = Recording.plain();
        assertThat(recording.run("audit", "check")).isEqualTo(ExitCode.USAGE);
        assertThat(recording.err()).contains("--data");
    }
}
