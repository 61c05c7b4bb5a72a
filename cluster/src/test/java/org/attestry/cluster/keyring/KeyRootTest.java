package org.attestry.cluster.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyRootTest {
    private final SecureRandom random = new SecureRandom();
    private final KeyRoot root = KeyRoot.ephemeral(random);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void whatIsWrappedOpensUnderItsRootAndContextOnly() {
        var wrapped = root.wrap(Bytes.utf8("secret"), "token-signing/k1");
        assertThat(root.unwrap(wrapped, "token-signing/k1")).isEqualTo(Bytes.utf8("secret"));
        assertThatThrownBy(() -> root.unwrap(wrapped, "nonce-mac/k1")).isInstanceOf(KeyRoot.WrongRoot.class);
        assertThatThrownBy(() -> KeyRoot.ephemeral(random).unwrap(wrapped, "token-signing/k1"))
                .isInstanceOf(KeyRoot.WrongRoot.class);
    }

    @Test
    void everyAlteredOctetIsNoticed() {
        var wrapped = root.wrap(Bytes.utf8("secret"), "c");
        for (int i = 0; i < wrapped.size(); i++) {
            var octets = wrapped.toArray();
            octets[i] ^= 1;
            assertThatThrownBy(() -> root.unwrap(Bytes.copyOf(octets), "c")).isInstanceOf(KeyRoot.WrongRoot.class);
        }
    }

    @Test
    void aKeyFileIsMadeOnceAndReadByItsOwnerOnly() throws IOException {
        var file = folder.resolve("keys/root.key");
        var files = new KeyFiles(random);
        var made = files.readOrCreate(file);
        assertThat(files.readOrCreate(file)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw----", "rw-----w-"})
    void aKeyFileThatIsOpenToOthersIsRefused(String permissions) throws IOException {
        var file = folder.resolve("root.key");
        var files = new KeyFiles(random);
        files.readOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(() -> files.readOrCreate(file))
                .isInstanceOf(KeyFiles.KeyFileRefused.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void noKeyIsMadeWhereOthersMayExchangeIt() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
        var file = folder.resolve("root.key");
        for (var files : List.of(new KeyFiles(random), KeyFiles.onlyLooking())) {
            assertThatThrownBy(() -> files.readOrCreate(file))
                    .isInstanceOf(KeyFiles.KeyFileRefused.class)
                    .hasMessageContaining("chmod go-w");
        }
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "AAAA AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aKeyFileThatHoldsAnythingElseIsRefused(String content) throws IOException {
        var file = folder.resolve("root.key");
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> new KeyFiles(random).readOrCreate(file)).isInstanceOf(KeyFiles.KeyFileRefused.class);
    }
}
