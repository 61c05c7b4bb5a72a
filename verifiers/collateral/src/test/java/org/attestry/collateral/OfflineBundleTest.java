package org.attestry.collateral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Roles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfflineBundleTest {
    @TempDir
    Path folder;

    @Test
    void namesOfFilesBeginWithTheirRoles() throws IOException {
        write("trust_root.milan.pem", "1");
        write("trust_root-genoa.der", "2");
        write("crl", "3");

        var read = OfflineBundle.read(folder);

        assertThat(read.all(Roles.TRUST_ROOT)).containsExactly(Bytes.utf8("2"), Bytes.utf8("1"));
        assertThat(read.all(Roles.CRL)).containsExactly(Bytes.utf8("3"));
    }

    @Test
    void anIndexSaysWhatFilesAre() throws IOException {
        write("index.json", "{\"trust_root\": [\"b.pem\", \"a.pem\"], \"crl\": \"c.der\"}");
        write("a.pem", "1");
        write("b.pem", "2");
        write("c.der", "3");

        var read = OfflineBundle.read(folder);

        assertThat(read.all(Roles.TRUST_ROOT)).containsExactly(Bytes.utf8("2"), Bytes.utf8("1"));
    }

    @Test
    void aFileWithoutARoleStopsTheReading() throws IOException {
        write("trust_root.pem", "1");
        write("crll.der", "2");

        assertThatThrownBy(() -> OfflineBundle.read(folder))
                .isInstanceOf(CollateralException.class)
                .hasMessageContaining("crll.der")
                .hasMessageContaining("trust_root");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"trust_root\": \"missing\"} | missing",
                "{\"root\": \"a.pem\"} | root",
                "{\"trust_root\": 7} | trust_root",
                "{} | a.pem",
                "[] | index.json",
                "{ | index.json",
            })
    void anIndexThatIsWrongIsRefusedByName(String index, String named) throws IOException {
        write("index.json", index);
        write("a.pem", "1");

        assertThatThrownBy(() -> OfflineBundle.read(folder))
                .isInstanceOf(CollateralException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aFileThatIsTooLongIsNotRead() throws IOException {
        Files.write(folder.resolve("crl.der"), new byte[OfflineBundle.LONGEST_FILE + 1]);

        assertThatThrownBy(() -> OfflineBundle.read(folder)).hasMessageContaining("longer than");
    }

    @Test
    void anEmptyOrMissingFolderIsRefused() {
        assertThatThrownBy(() -> OfflineBundle.read(folder)).hasMessageContaining("no files");
        assertThatThrownBy(() -> OfflineBundle.read(folder.resolve("none"))).hasMessageContaining("no such folder");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }
}
