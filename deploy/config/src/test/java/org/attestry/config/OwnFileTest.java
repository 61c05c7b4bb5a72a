package org.attestry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(refusal(file)).isEqualTo(usable ? Optional.empty() : Optional.of(words));
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
        assertThat(refusal(file)).isEqualTo(words.map(problem -> file + ": " + problem));
    }

    @Test
    void itBelongsToTheUserThatReadsIt() throws IOException {
        int me = OwnPath.thisUser();
        assertThat(refusal(file, me)).isEmpty();
        belongsTo(file, SOMEBODY);
        assertThat(refusal(file, SOMEBODY)).isEmpty();
        for (int other : new int[] {0, ANOTHER}) {
            assertThat(refusal(file, other))
                    .contains(file + " belongs to user " + SOMEBODY + ", neither to this one (" + other
                            + ") nor to root: chown it");
        }
    }

    @Test
    void orToRoot() throws IOException {
        belongsTo(file, 0);
        assertThat(refusal(file, SOMEBODY)).isEmpty();
    }

    private static void belongsTo(Path path, int uid) throws IOException {
        assumeTrue(OwnPath.thisUser() == 0, "only root gives files away");
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    @ParameterizedTest(name = "{0}, the key in {1}, reached by {2}: {3}")
    @CsvSource({
        "0777, open/key,      open/key,           open",
        "0777, open/deep/key, open/deep/key,      open",
        "0702, open/deep/key, open/deep/key,      open",
        "0777, key,           open/link,          open",
        "0775, key,           open/link,          open",
        "0777, open/key,      link,               open",
        "0777, open/deep/key, link,               open",
        "0777, key,           folder/link,        open",
        "0777, key,           open/../link,       open",
        "0775, open/deep/key, open/deep/key,      ''",
        "0775, open/deep/key, link,               ''",
        "1777, open/deep/key, open/deep/key,      ''",
        "1777, key,           open/link,          ''",
        "0755, key,           open/link,          ''",
        "0755, open/deep/key, open/../folder/key, ''",
    })
    void nobodyElseMayLeadTheWayElsewhere(String mode, String key, String by, String refused) throws IOException {
        var open = Files.createDirectory(folder.resolve("open"));
        Files.createDirectory(open.resolve("deep"));
        Files.move(file, folder.resolve(key));
        Files.createSymbolicLink(folder.resolve("folder"), Path.of("open/deep/../deep"));
        var named = folder.resolve(by);
        if (by.endsWith("link")) Files.createSymbolicLink(named, folder.resolve(key));
        mode(open, Integer.parseInt(mode, 8));
        assertThat(refusal(named).orElse(""))
                .contains(refused.isEmpty() ? "" : "may exchange what is in " + open.toRealPath());
        assertThat(refusal(named).isPresent()).isEqualTo(!refused.isEmpty());
    }

    /** Where users are mapped, root's folders belong to nobody. */
    @Test
    void whoseTheFoldersAboveAreIsNotAsked() throws IOException {
        var theirs = Files.createDirectory(folder.resolve("theirs"));
        var mine = Files.createDirectory(theirs.resolve("mine"));
        Files.move(file, mine.resolve("key"));
        belongsTo(theirs, SOMEBODY);
        assertThat(refusal(mine.resolve("key"))).isEmpty();
        belongsTo(mine, SOMEBODY);
        assertThat(refusal(mine.resolve("key")).orElseThrow()).contains(mine + " belongs to user " + SOMEBODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "folder", ""})
    void theFolderItLiesInAndEveryLinkBelongToThatUserOrToRoot(String others) throws IOException {
        var target = Files.createDirectory(folder.resolve("folder"));
        var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("folder/key"));
        Files.move(file, target.resolve("key"));
        mode(folder, 01777);
        belongsTo(folder.resolve(others), SOMEBODY);
        assertThat(refusal(link, ANOTHER).orElseThrow()).contains("belongs to user " + SOMEBODY);
        assertThat(refusal(link, SOMEBODY)).isEmpty();
    }

    @Test
    void whatWasJudgedIsWhatIsRead() throws IOException {
        var other = Files.writeString(folder.resolve("other"), "y");
        mode(other, 0600);
        assertThatThrownBy(() -> OwnFile.open(file, OwnPath.thisUser(), real -> {
                    Files.move(other, real, StandardCopyOption.REPLACE_EXISTING);
                    return Files.newInputStream(real);
                }))
                .isInstanceOf(NotOwn.class)
                .hasMessage(file + " was exchanged while it was opened");
    }

    @Test
    void linksThatLeadNowhereAreNotFollowedForEver() throws IOException {
        var one = folder.resolve("one");
        Files.createSymbolicLink(one, Files.createSymbolicLink(folder.resolve("two"), one));
        assertThatThrownBy(() -> OwnFile.open(one)).isInstanceOf(FileSystemLoopException.class);
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
            assertThat(refusal(named)).isEmpty();
        }
    }

    private static Optional<String> refusal(Path file) throws IOException {
        return refusal(file, OwnPath.thisUser());
    }

    /** What of {@code file} will not do for that user; empty where it is opened. */
    private static Optional<String> refusal(Path file, int user) throws IOException {
        try (var _ = OwnFile.open(file, user, Files::newInputStream)) {
            return Optional.empty();
        } catch (NotOwn e) {
            return Optional.of(e.getMessage());
        }
    }
}
