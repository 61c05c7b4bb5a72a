package org.attestry.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What addresses and names say is judged by {@code config check} as by a start, in the same words. */
final class OneReadingTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            serve | attest.cluster.seeds = ["a_b:25"]                                       | attest.cluster.seeds    | host:port of each
            serve | attest.cluster.seeds = ["a@b:25"]                                       | attest.cluster.seeds    | host:port of each
            serve | attest.cluster.seeds = ["x?y:25"]                                       | attest.cluster.seeds    | host:port of each
            serve | attest.cluster.seeds = ["a..b:25"]                                      | attest.cluster.seeds    | host:port of each
            serve | attest.cluster.seeds = ["\u00e9:25"]                                    | attest.cluster.seeds    | host:port of each
            serve | attest.cluster.seeds = ["a#b:25"]                                       | attest.cluster.seeds    | host:port of each
            serve | attest.cluster.seeds = ["a:0"]                                          | attest.cluster.seeds    | host:port of each
            serve | attest.cluster.host = no-such-host.invalid                              | attest.cluster.host     | there is no such host
            serve | attest.cluster.host = "192.0.2.1"                                       | attest.cluster.host     | this machine has no such address
            serve | attest.listen = "127.0.0.1:8090"                                        | attest.management.listen | cannot be listened on together with attest.listen
            serve | attest { listen = "localhost:8095", management.listen = "127.0.0.1:8095" } | attest.management.listen | together with attest.listen
            serve | attest.cluster.port = 8080                                              | attest.cluster.port     | together with attest.listen
            serve | attest.cluster { host = "0.0.0.0", port = 8090 }                        | attest.cluster.port     | together with attest.management.listen
            serve | pekko.remote.artery.bind { hostname = no-such-host.invalid, port = 1 }  | pekko.remote.artery.bind.hostname | there is no such host
            serve | pekko.remote.artery.transport = carrier-pigeon                          | pekko.remote.artery.transport     | carrier-pigeon
            serve | pekko.cluster.min-nr-of-members = many                                       | pekko.cluster.min-nr-of-members | many
            serve | pekko.http.server.backlog = [1]                                         | pekko.http.server.backlog | NUMBER
            serve | attest.keys.root = [1]                                                  | attest.keys.root        | allowed: file, passphrase, pkcs11
            serve | attestry.nope = 1                                                       | attestry.nope           | is not a key
            serve | attestry.rocksdb.store.queues = 100                                     | attestry.rocksdb.store.queues | did you mean attestry.rocksdb.store.queue?
            serve | attestry.rocksdb.store.queue = 1                                        | attestry.rocksdb.store.queue  | queue is at least 16
            serve | attestry.rocksdb.store.retry-every = often                              | attestry.rocksdb.store.retry-every | often
            serve | attestry.rocksdb.store.batch-size = 4 GiB                               | attestry.rocksdb.store.batch-size | overflow
            serve | attestry.rocksdb.store.folder = elsewhere                               | attestry.rocksdb.store.folder      | set attest.data
            serve | pekko.remote.artery.canonical.hostname = localhost                      | pekko.remote.artery.canonical.hostname | set attest.cluster.host
            serve | pekko.remote.artery.canonical.port = 25520                              | pekko.remote.artery.canonical.port | set attest.cluster.port
            serve | pekko.cluster.seed-nodes = ["pekko://attestry@localhost:1"]             | pekko.cluster.seed-nodes           | set attest.cluster.seeds
            agent | attest.agent.listen = "no-such-host.invalid:8081"                       | attest.agent.listen     | a loopback address
            agent | attest.agent.listen = "0.0.0.0:8081"                                    | attest.agent.listen     | a loopback address
            agent | attest.agent.service { url = "https://x" }                              | attest.agent.service.node | is not set
            """)
    void aStartSaysOfAValueWhatTheCheckSays(String command, String text, String key, String words) throws IOException {
        var file = Files.writeString(folder.resolve("service.conf"), "attest.data = data\n" + text)
                .toString();
        var check = Recording.plain();
        assertThat(check.run("config", "check", file)).isEqualTo(ExitCode.USAGE);
        assertThat(check.err()).contains(key, words);
        var start = Recording.plain();
        assertThat(start.run(command, "--config", file)).isEqualTo(ExitCode.USAGE);
        assertThat(start.err()).isEqualTo(check.err());
    }

    /** What is said for the other command alone keeps nobody from starting this one. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            serve | agent | attest.agent.service.url = "https://x"
            agent | serve | attest.keys.root = passphrase
            """)
    void aFileIsJudgedForOneCommandAsThatOneDoes(String command, String other, String text) throws IOException {
        var file = Files.writeString(folder.resolve("service.conf"), "attest.data = data\n" + text)
                .toString();
        assertThat(Recording.plain().run("config", "check", "--for", command, file))
                .isEqualTo(ExitCode.YES);
        assertThat(Recording.plain().run("config", "check", "--for", other, file))
                .isEqualTo(ExitCode.USAGE);
        assertThat(Recording.plain().run("config", "check", file)).isEqualTo(ExitCode.USAGE);
    }
}
