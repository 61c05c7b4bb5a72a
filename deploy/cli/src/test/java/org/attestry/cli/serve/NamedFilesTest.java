package org.attestry.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.attestry.bytes.Bytes;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start refuses the files that {@code config check} refuses, in the same words and before anything is begun. */
@Tag("integration")
@Timeout(
        value = 1,
        unit = TimeUnit.MINUTES,
        threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a pipe would be waited for
final class NamedFilesTest {
    private static final String PASSWORD = "a password of some length";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path made;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    /** What the configurations below name, in several states of disrepair. */
    @BeforeEach
    void files() throws IOException, GeneralSecurityException {
        file("secret", PASSWORD, "rw-------");
        file("read-only", PASSWORD, "r--------");
        file("open", PASSWORD, "rw-r--r--");
        file("open-to-a-group", PASSWORD, "rw-r-----");
        file("short", "brief", "rw-------");
        file("other", "another password", "rw-------");
        file("no-role/what.der", "x", "rw-r--r--");
        file("roles/reference_values.json", "{}", "rw-r--r--");
        Files.createDirectory(folder.resolve("jars"));
        new JarOutputStream(Files.newOutputStream(folder.resolve("jars/empty.jar"))).close();
        file("two-keys/keys/default-admin.key", key(1), "rw-------");
        file("two-keys/keys/default-agent.key", key(1), "rw-------");
        file("open-root/keys/root.key", key(2), "rw-r--r--");
        file("open-key/keys/default-agent.key", key(3), "rw----r--");
        file("no-root/keys/root.key", "not a key", "rw-------");
        file("no-keys/keys", "a file", "rw-------");
        file("no-journal/journal", "a file", "rw-------");
        file("no-database/journal/db", "a file", "rw-------");
        Files.createDirectories(folder.resolve("no-lock/journal/attestry.lock"));
        file("shared/open-to-all", PASSWORD, "rw-------");
        mode("shared", "rwxrwxrwx");
        Files.createDirectories(folder.resolve("shared-keys/keys"));
        mode("shared-keys/keys", "rwxrwxr-x");
        file("lost-journal/keys/default-admin.key", key(4), "rw-------");
        Files.createDirectories(folder.resolve("shared-journal/journal"));
        mode("shared-journal/journal", "rwxrwxrwx");
        Files.createDirectories(folder.resolve("shared-data"));
        mode("shared-data", "rwxrwxrwx");
        file("foreign.so", "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\50\0", "rw-r--r--");
        file("garbage/trust_root.der", "x", "rw-r--r--");
        link("nowhere", "gone");
        link("journal-nowhere/journal", "gone");
        link("lock-nowhere/journal/attestry.lock", "gone");
        link("root-nowhere/keys/root.key", "gone");
        link("root-pipe/keys/root.key", made.resolve("pipe"));
        link("pipe", made.resolve("pipe"));
        link("pipes/a.jar", made.resolve("pipe"));
        link("store.p12", made.resolve("store.p12"));
        keyStoreWithoutKey();
    }

    @BeforeAll
    static void toolsWrittenFiles() throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        run("mkfifo", "-m", "600", "pipe");
        run(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                "store.p12",
                "-storepass",
                PASSWORD,
                "-dname",
                "CN=server");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var log = made.resolve("log").toFile();
        var process = new ProcessBuilder(command)
                .directory(made.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private void link(String name, String target) throws IOException {
        link(name, Path.of(target));
    }

    private void link(String name, Path target) throws IOException {
        var link = folder.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, target);
    }

    private static String key(int filler) {
        return Bytes.utf8("filler " + filler).sha256().base64Url();
    }

    private void file(String name, String text, String mode) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.setPosixFilePermissions(Files.writeString(file, text), PosixFilePermissions.fromString(mode));
    }

    private void mode(String name, String mode) throws IOException {
        Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString(mode));
    }

    private void keyStoreWithoutKey() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var out = Files.newOutputStream(folder.resolve("no-key.p12"))) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            serve | attest.tls { key-store = tls.p12, password-file = open }                          | open is open to others (rw-r--r--): chmod 600 it
            serve | attest.tls { key-store = tls.p12, password-file = secret }                        | tls.p12
            serve | attest.tls { key-store = secret, password-file = secret }                         | is no PKCS#12 key store
            serve | attest.tls { key-store = store.p12, password-file = other }                       | is not opened by the password
            serve | attest.tls { key-store = store.p12, password-file = open-to-a-group }             | open to others (rw-r-----)
            serve | attest.endorsements.snp = secret                                                  | is no folder
            serve | attest.endorsements.snp = no-role                                                 | what.der: its name begins with no role
            serve | attest.plugins = plugins                                                          | does not exist
            serve | attest.plugins = jars                                                             | empty.jar: offers no verifier
            serve | attest.keys { root = passphrase, passphrase-file = none }                         | does not exist
            serve | attest.keys { root = passphrase, passphrase-file = open }                         | open is open to others
            serve | attest.keys { root = passphrase, passphrase-file = short }                        | short is shorter than 12 characters
            serve | attest.keys { root = pkcs11, pkcs11 { library = secret, pin-file = open } }       | open is open to others
            serve | attest.tenants = [a, b, a]                                                        | each once
            serve | attest.cluster.seeds = ["a b"]                                                    | host:port of each
            serve | attest.data = secret                                                              | secret is no folder
            serve | attest.data = secret/below                                                        | secret is no folder
            serve | attest.data = no-journal                                                          | journal is no folder
            serve | attest.data = no-keys                                                             | keys is no folder
            serve | attest.data = open-root                                                           | root.key is open to others
            serve | attest.data = open-key                                                            | default-agent.key is open to others
            serve | attest.data = no-root                                                             | does not hold 32 octets
            serve | attest.data = two-keys                                                            | hold the same key
            serve | attest.data = no-database                                                         | db is no folder
            serve | attest.data = no-lock                                                             | attestry.lock is no file
            serve | attest.data = nowhere                                                             | nowhere is a link to nothing
            serve | attest.data = nowhere/below                                                       | nowhere is a link to nothing
            serve | attest.data = journal-nowhere                                                     | journal is a link to nothing
            serve | attest.data = lock-nowhere                                                        | attestry.lock is a link to nothing
            serve | attest.tls { key-store = store.p12, password-file = shared/open-to-all }          | shared (rwxrwxrwx): chmod go-w it
            serve | attest.data = shared-keys                                                         | keys (rwxrwxr-x): chmod go-w it
            serve | attest.data = shared-journal                                                      | journal (rwxrwxrwx): chmod o-w it
            serve | attest.data = shared-data                                                         | shared-data (rwxrwxrwx): chmod o-w it
            serve | attest.data = lost-journal                                                        | journal: mount it, or restore it
            serve | attest.data = root-nowhere                                                        | root.key is a link to nothing
            serve | attest.data = root-pipe                                                           | is no regular file
            serve | attest.tls { key-store = store.p12, password-file = pipe }                        | is no regular file
            serve | attest.tls { key-store = pipe, password-file = secret }                           | is no regular file
            serve | attest.tls { key-store = no-key.p12, password-file = secret }                     | holds no private key
            serve | attest.keys { root = passphrase, passphrase-file = pipe }                         | is no regular file
            serve | attest.keys { root = pkcs11, pkcs11 { library = secret, pin-file = secret } }     | is no shared library of this machine
            serve | attest.keys { root = pkcs11, pkcs11 { library = foreign.so, pin-file = secret } } | is no shared library of this machine
            serve | attest { listen = "no-such-host.invalid:1", tls { key-store = store.p12, password-file = secret } } | there is no such host
            serve | attest { listen = "192.0.2.1:1", tls { key-store = store.p12, password-file = secret } } | this machine has no such address
            agent | attest.agent { listen = "192.0.2.1:1", tls { key-store = store.p12, password-file = secret } } | this machine has no such address
            serve | attest.endorsements.snp = garbage                                                 | trust_root.der: cannot be read as trust_root
            serve | attest.plugins = pipes                                                            | a.jar: is no file
            agent | attest.agent.tls { key-store = store.p12, password-file = none }                  | does not exist
            agent | attest.agent.tls { key-store = store.p12, password-file = open }                  | chmod 600 it
            agent | attest.agent.tls { key-store = store.p12, password-file = shared/open-to-all }    | shared (rwxrwxrwx): chmod go-w it
            agent | attest.agent.service { url = "http://x", node = n, key-file = shared/open-to-all } | shared (rwxrwxrwx): chmod go-w it
            agent | attest.agent.tls { key-store = store.p12, password-file = other }                 | is not opened by the password
            agent | attest.agent.service { url = "http://x", node = n, key-file = none }              | does not exist
            agent | attest.agent.service { url = "http://x", node = n, key-file = open }              | chmod 600 it
            agent | attest.agent.service { url = "http://x", node = n, key-file = secret, proof-key-file = other } | no private JWK
            agent | attest.agent.endorsements.trust_root = [secret, none]                             | does not exist
            agent | attest.agent.endorsements.trust_root = [pipe]                                     | is no regular file
            agent | attest.agent.endorsements.trust_root = [secret]                                   | secret cannot be read as trust_root
            agent | attest.agent.tls { key-store = no-key.p12, password-file = secret }               | holds no private key
            agent | attest.agent.tls { key-store = store.p12, password-file = pipe }                  | is no regular file
            agent | attest.agent.tls { key-store = store.p12, password-file = secret, client-roots = secret } | secret
            agent | attest.agent.service { url = "https://x", node = n, key-file = pipe }             | is no regular file
            agent | attest.agent.service { url = "https://x", node = n, key-file = secret, roots = secret } | roots in
            agent | attest.agent.service { url = "http://x", node = n, key-file = secret }            | has no TLS
            agent | attest.agent.token.jwks = "http://x"                                              | keys come by https
            agent | attest.agent.token.jwks = secret                                                  | cannot read the key set secret
            agent | attest.agent.token.jwks = none                                                    | none
            """)
    void aStartSaysOfAFileWhatTheCheckSays(String command, String text, String words) throws IOException {
        var file = configuration(text);
        var before = tree();
        var check = Recording.plain();
        assertThat(check.run("config", "check", file)).isEqualTo(ExitCode.USAGE);
        var start = Recording.plain();
        assertThat(start.run(command, "--config", file)).isEqualTo(ExitCode.USAGE);
        assertThat(start.err()).isEqualTo(check.err()).contains("service.conf:2)", words);
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void aPluginForAFormatThatHasAVerifierIsRefused() throws IOException {
        var source = Files.writeString(
                Files.createDirectory(folder.resolve("second")).resolve("Second.java"), """
                import java.time.Instant;
                import java.util.Set;
                import org.attestry.verifier.*;
                public final class Second implements EvidenceVerifier {
                    public String tee() { return "snp"; }
                    public Set<String> formats() { return Set.of("snp-report"); }
                    public String version() { return "2"; }
                    public int bindingSize(String format) { return 64; }
                    public ClaimShapes claims() { return ClaimShapes.NONE; }
                    public Verdict verify(Evidence evidence, Expected expected, Endorsements endorsements, Instant at) {
                        throw new IllegalStateException();
                    }
                }
                """);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source + "");
        assertThat(compiled).isZero();
        try (var jar = new JarOutputStream(Files.newOutputStream(source.resolveSibling("second.jar")))) {
            jar.putNextEntry(new JarEntry("META-INF/services/org.attestry.verifier.EvidenceVerifier"));
            jar.write("Second".getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry("Second.class"));
            jar.write(Files.readAllBytes(source.resolveSibling("Second.class")));
        }
        aStartSaysOfAFileWhatTheCheckSays(
                "serve", "attest.plugins = second", "two verifiers for evidence format snp-report");
    }

    @Test
    void aFolderThatCannotHoldKeysIsRefusedOnce() throws IOException {
        var check = Recording.plain();
        check.run("config", "check", configuration("attest.data = no-keys"));
        assertThat(check.err().lines().filter(line -> line.contains("attest.data")))
                .hasSize(1);
    }

    private String configuration(String text) throws IOException {
        return Files.writeString(folder.resolve("service.conf"), "attest.data = data\n" + text)
                .toString();
    }

    private List<String> tree() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"secret", "read-only"})
    void filesThatAreAsTheyShouldBeWillDoAndNothingIsMadeOfThem(String secret) throws IOException {
        var file = configuration("attest { tls { key-store = store.p12, password-file = " + secret
                + " }, endorsements.snp = roles, keys { root = passphrase, passphrase-file = " + secret
                + " }, agent.tls { key-store = store.p12, password-file = " + secret + " } }");
        var before = tree();
        var check = Recording.plain();
        assertThat(check.run("config", "check", file)).as(check.err()).isEqualTo(ExitCode.YES);
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void everythingIsSaidAtOnce() throws IOException {
        var file = configuration(
                "attest { tls { key-store = none, password-file = open }, tenants = [a, a],"
                        + " data = no-journal, plugins = jars, agent.service { url = \"http://x\", node = n, key-file = open } }");
        var check = Recording.plain();
        assertThat(check.run("config", "check", file)).isEqualTo(ExitCode.USAGE);
        assertThat(check.err())
                .contains("attest.tls.key-store", "attest.tls.password-file", "attest.tenants", "attest.data")
                .contains("attest.plugins", "attest.agent.service.key-file");
    }

    @Test
    void aFolderThatMayNotBeWrittenIsRefused() throws IOException {
        var shut = Files.createDirectory(folder.resolve("shut"));
        Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("r-x------"));
        assumeFalse(Files.isWritable(shut), "root may write anywhere");
        var check = Recording.plain();
        assertThat(check.run("config", "check", configuration("attest.data = shut/data")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(check.err()).contains("attest.data", "may not be written by this user");
    }
}
