package org.attestry.cluster.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A key root on SoftHSM, where that is installed. The driver reads its configuration once for a process, so all tests share a token. */
@Tag("integration")
@TestMethodOrder(
        MethodOrderer.OrderAnnotation.class) // a process that has logged in once is not asked for its PIN again
final class Pkcs11TokenTest {
    private static final List<String> DRIVERS = List.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so");
    private static final String PIN = "9876";

    @TempDir
    private static Path folder = Path.of("");

    private static Path driver = Path.of("");

    private final SecureRandom random = new SecureRandom();

    @BeforeAll
    static void initializeToken() throws IOException, InterruptedException {
        var found = DRIVERS.stream().map(Path::of).filter(Files::isReadable).findFirst();
        var configuration = System.getenv("SOFTHSM2_CONF");
        if (found.isEmpty() || configuration == null)
            Assumptions.abort("SoftHSM is not installed: a key root on a PKCS#11 token is not tested");
        driver = found.orElseThrow();
        var tokens = Files.createDirectories(folder.resolve("tokens"));
        Files.createDirectories(Path.of(configuration).toAbsolutePath().getParent());
        Files.writeString(Path.of(configuration), "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        var process = new ProcessBuilder(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "attestry",
                        "--pin",
                        PIN,
                        "--so-pin",
                        "1234")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
    }

    private KeyRoot root(String label) {
        return new Pkcs11Token(driver, 0, PIN).root(label, random);
    }

    @Test
    void whatTheTokenWrapsItOpensAgainAlsoForTheNextProcess() {
        var wrapped = root("k").wrap(Bytes.utf8("secret"), "token-signing/k1");
        assertThat(root("k").unwrap(wrapped, "token-signing/k1")).isEqualTo(Bytes.utf8("secret"));
        assertThat(wrapped.size()).isEqualTo(12 + 6 + 16);
    }

    @Test
    void anotherContextAnotherKeyAndAnAlteredOctetAreRefused() {
        var wrapped = root("k").wrap(Bytes.utf8("secret"), "c");
        assertThatThrownBy(() -> root("k").unwrap(wrapped, "d")).isInstanceOf(KeyRoot.WrongRoot.class);
        assertThatThrownBy(() -> root("other").unwrap(wrapped, "c")).isInstanceOf(KeyRoot.WrongRoot.class);
        for (int i = 0; i < wrapped.size(); i++) {
            var octets = wrapped.toArray();
            octets[i] ^= 1;
            assertThatThrownBy(() -> root("k").unwrap(Bytes.copyOf(octets), "c"))
                    .isInstanceOf(KeyRoot.WrongRoot.class);
        }
    }

    @Test
    @Order(1)
    void aWrongPinAMissingSlotAndAMissingDriverAreRefusedWithASentence() {
        assertThatThrownBy(() -> new Pkcs11Token(driver, 0, "0000"))
                .isInstanceOf(KeyFiles.KeyFileRefused.class)
                .hasMessageContaining("PIN");
        assertThatThrownBy(() -> new Pkcs11Token(driver, 77, PIN))
                .isInstanceOf(KeyFiles.KeyFileRefused.class)
                .hasMessageContaining("slot 77");
        assertThatThrownBy(() -> new Pkcs11Token(folder.resolve("none.so"), 0, PIN))
                .isInstanceOf(KeyFiles.KeyFileRefused.class)
                .hasMessageContaining("none.so");
    }
}
