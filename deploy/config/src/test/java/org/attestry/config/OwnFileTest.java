package org.attestry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnFileTest {
    private static final int SOMEBODY = 4711;
    private static final int ANOTHER = 4712;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    @BeforeEach
    void aFileOfThisUser() throws IOException {
        file = Files.writeString(folder.resolve("secret"), "x");
        mode(file, 0600);
    }

    private static void mode(Path file, int mode) throws IOException {
        Files.setAttribute(file, "unix:mode", mode);
    }

    private static String written(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0600, true",
        "0400, true",
        "0700, true",
        "0640, false",
        "0440, false",
        "0604, false",
        "0602, false",
        "0601, false"
    })
    void onlyItsOwnerMayUseIt(String mode, boolean usable) throws IOException {
        mode(file, Integer.parseInt(mode, 8));
        var words = file + " is open to others (" + written(file) + "): chmod 600 it";
        assertThat(OwnFile.problem(file)).isEqualTo(usable ? Optional.empty() : Optional.of(words));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0700, true",
        "0755, true",
        "02750, true",
        "0775, false",
        "02770, false",
        "0777, false",
        "0722, false",
        "0702, false",
        "01777, true",
        "03777, true",
        "01770, true"
    })
    void nobodyElseMayExchangeIt(String mode, boolean usable) throws IOException {
        mode(folder, Integer.parseInt(mode, 8));
        var words = Optional.of("others may exchange what is in " + folder.toRealPath() + " (" + written(folder)
                        + "): chmod go-w it")
                .filter(_ -> !usable);
        assertThat(OwnFile.problemOfFolder(folder)).isEqualTo(words);
        assertThat(OwnFile.problem(file)).isEqualTo(words.map(problem -> file + ": " + problem));
    }

    @Test
    void itBelongsToTheUserThatReadsIt() throws IOException {
        int me = (int) Files.getAttribute(file, "unix:uid");
        assertThat(OwnFile.problem(file, me)).isEmpty();
        belongsTo(SOMEBODY);
        assertThat(OwnFile.problem(file, SOMEBODY)).isEmpty();
        for (int other : new int[] {0, ANOTHER}) {
            assertThat(OwnFile.problem(file, other))
                    .contains(file + " belongs to user " + SOMEBODY + ", neither to this one (" + other
                            + ") nor to root: chown it");
        }
    }

    @Test
    void orToRoot() throws IOException {
        belongsTo(0);
        assertThat(OwnFile.problem(file, SOMEBODY)).isEmpty();
    }

    private void belongsTo(int uid) throws IOException {
        assumeTrue((int) Files.getAttribute(file, "unix:uid") == 0, "only root gives files away");
        Files.setAttribute(file, "unix:uid", uid);
    }

    @Test
    void ofALinkItsTargetCounts() throws IOException {
        var open = Files.createDirectory(folder.resolve("open"));
        var link = Files.createSymbolicLink(open.resolve("link"), file);
        mode(open, 0777);
        assertThat(OwnFile.problem(link)).isEmpty();
        Files.move(file, open.resolve("secret"));
        Files.createSymbolicLink(file, open.resolve("secret"));
        assertThat(OwnFile.problem(file).orElseThrow()).contains("what is in " + open.toRealPath());
        var linked = Files.createSymbolicLink(folder.resolve("linked"), open);
        assertThat(OwnFile.problemOfFolder(linked).orElseThrow()).contains("what is in " + open.toRealPath());
    }

    /** A volume with the Secret of a pod: the folder is everybody's but sticky, and the names in it are links by way of one that is exchanged. */
    @Test
    void aSecretThatKubernetesMountsWillDo() throws IOException {
        var version = Files.createDirectory(folder.resolve("..2025_11_30"));
        mode(Files.move(file, version.resolve("key")), 0400);
        mode(version, 02755);
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2025_11_30"));
        var named = Files.createSymbolicLink(folder.resolve("key"), Path.of("..data/key"));
        for (int mode : new int[] {01777, 03777}) {
            mode(folder, mode);
            assertThat(OwnFile.problem(named)).isEmpty();
        }
    }
}
