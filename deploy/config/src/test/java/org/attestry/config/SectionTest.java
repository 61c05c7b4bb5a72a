package org.attestry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.attestry.config.TestSettings.file;
import static org.attestry.config.TestSettings.load;
import static org.attestry.config.TestSettings.problemsOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a value is read as, and what is said of one that will not do. */
class SectionTest {
    enum Mode {
        STRICT,
        VERY_STRICT
    }

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyTypeIsRead() throws IOException {
        var path = file(folder, """
                attest { data = "store", http { mode = very-strict, tls.certificate = "/etc/x.pem" }, trust { snp = "a", "x.y" = "b" } }
                """);
        var settings = load(Sources.NONE.withFile(path).withFlag("attest.http.hosts", "c, d", "--hosts"));
        var read = settings.read(root -> {
            var http = root.section("http");
            return List.of(
                    root.duration("challenge.ttl", Duration.ofSeconds(1), Duration.ofMinutes(10)),
                    root.size("challenge.max-evidence", 1, 1 << 30),
                    root.whole("challenge.nonce-bytes", 8, 64),
                    root.decimal("ratio", 0, 1),
                    root.bool("debug"),
                    root.path("data"),
                    http.address("listen"),
                    http.choice("mode", Mode.class),
                    http.texts("hosts"),
                    http.section("tls").optionalPath("certificate"),
                    http.section("tls").optionalText("passphrase"),
                    root.section("trust").textByName());
        });
        assertThat(read)
                .isEqualTo(List.of(
                        Duration.ofMinutes(2),
                        1L << 20,
                        32,
                        0.5,
                        false,
                        folder.resolve("store"),
                        new HostPort("127.0.0.1", 8443),
                        Mode.VERY_STRICT,
                        List.of("c", "d"),
                        Optional.of(Path.of("/etc/x.pem")),
                        Optional.empty(),
                        Map.of("snp", "a", "\"x.y\"", "b")));
    }

    @ParameterizedTest(name = "{0} = {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    attest.challenge.ttl          | 5        | a duration from 1s to 10m, with its unit (ms, s, m, h, d)
                    attest.challenge.ttl          | 11m      | a duration from 1s to 10m, with its unit (ms, s, m, h, d)
                    attest.challenge.ttl          | 2 fish   | a duration from 1s to 10m, with its unit (ms, s, m, h, d)
                    attest.challenge.nonce-bytes  | 7        | a whole number from 8 to 64
                    attest.challenge.nonce-bytes  | 32.5     | a whole number from 8 to 64
                    attest.challenge.max-evidence | 2 GiB    | a size from 1 KiB to 64 MiB
                    attest.ratio                  | NaN      | a number from 0.0 to 1.0
                    attest.debug                  | perhaps  | true, false
                    attest.http.listen            | 8443     | host:port, IPv6 in brackets
                    attest.http.mode              | strct    | strict, very-strict
                    attest.data                   | ' '      | a path
                    """)
    void aValueThatWillNotDoIsShownWithWhatWould(String key, String value, String allowed) {
        var settings = load(Sources.NONE.withFlag(key, value, "--set"));
        var problems = problemsOf(() -> settings.read(SectionTest::readAll));
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith(key + " = " + value + " (flag --set)")
                .endsWith("allowed: " + allowed);
    }

    /** No token, file or answer can carry it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    "a\\ud800b"      | a\\ud800b
                    "\\udc00"        | \\udc00
                    "\\ude00\\ud83d" | \\ude00\\ud83d
                    """)
    void halfACharacterIsRefusedAndShownByItsNumber(String given, String shown) throws IOException {
        var path = file(folder, "attest { http { tls.certificate = " + given + ", hosts = [x, " + given + "] } }");
        var settings = load(Sources.NONE.withFile(path));
        var problems = problemsOf(() ->
                settings.read(root -> List.of(root.texts("http.hosts"), root.optionalText("http.tls.certificate"))));
        assertThat(problems)
                .hasSize(2)
                .allSatisfy(problem ->
                        assertThat(problem).contains(path + ":1", "holds half a character (a lone surrogate)"));
        assertThat(problems)
                .anySatisfy(problem -> assertThat(problem).startsWith("attest.http.tls.certificate = " + shown + " ("));
    }

    @Test
    void aWholeCharacterOfTwoHalvesIsRead() throws IOException {
        var settings = load(Sources.NONE.withFile(file(folder, "attest.data = \"\\ud83d\\ude00\"")));
        assertThat(settings.<String>read(root -> root.text("data"))).isEqualTo("\uD83D\uDE00");
    }

    private static int readAll(Section root) {
        var _ = root.duration("challenge.ttl", Duration.ofSeconds(1), Duration.ofMinutes(10));
        var _ = root.size("challenge.max-evidence", 1024, 64 << 20);
        var _ = root.decimal("ratio", 0, 1);
        var _ = root.bool("debug");
        var _ = root.path("data");
        var _ = root.section("http").address("listen");
        var _ = root.section("http").choice("mode", Mode.class);
        return root.whole("challenge.nonce-bytes", 8, 64);
    }

    @Test
    void allWrongValuesAreNamedAtOnce() {
        var settings = load(Sources.NONE
                .withFlag("attest.challenge.ttl", "x", "--set")
                .withFlag("attest.debug", "x", "--set")
                .withFlag("attest.http.mode", "strct", "--set"));
        assertThat(problemsOf(() -> settings.read(SectionTest::readAll)))
                .hasSize(3)
                .anyMatch(sentence -> sentence.contains("did you mean strict?"));
    }

    @Test
    void aRequiredValueThatNobodySetIsNamed() {
        assertThat(problemsOf(() -> load(Sources.NONE).read(root -> root.path("http.tls.certificate"))))
                .singleElement()
                .asString()
                .contains("attest.http.tls.certificate = null (default) is not set");
    }

    @Test
    void aRecordThatRefusesItsPartsIsAProblemToo() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> load(Sources.NONE).read(_ -> new HostPort("", 1)))
                .withMessageContaining("not a host and a port");
    }

    @Test
    void aConditionOverSeveralKeysIsReported() {
        assertThat(problemsOf(() -> load(Sources.NONE).read(root -> {
                    root.require("challenge.ttl", false, "less than the token's lifetime");
                    return 0;
                })))
                .singleElement()
                .asString()
                .endsWith("allowed: less than the token's lifetime");
    }

    @Test
    void anOpenGroupSaysWhatItsGroupsHold() throws IOException {
        var path = file(folder, "attest.trust.snp { roots = a, rots = b }");
        var settings = load(Sources.NONE.withFile(path));
        assertThat(problemsOf(() -> settings.read(root -> {
                    var snp = root.section("trust.snp");
                    snp.allows("roots", "lists");
                    return snp.text("roots") + snp.optionalText("lists");
                })))
                .singleElement()
                .asString()
                .contains("attest.trust.snp.rots", ":1) is not a key", "did you mean attest.trust.snp.roots?");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "a-folder,         ''",
        "a-folder/new/er,  ''",
        "new,              ''",
        "a-file,           a-file is no folder",
        "a-file/below,     a-file is no folder",
    })
    void aFolderIsWrittenOrMadeUnlessSomethingElseIsThere(String name, String problem) throws IOException {
        Files.createDirectory(folder.resolve("a-folder"));
        Files.createFile(folder.resolve("a-file"));
        var settings = load(Sources.NONE.withFile(file(folder, "attest.data = " + name)));
        Function<Section, Object> reader = root -> {
            root.requireWritableFolder("data", root.path("data").resolve("journal"));
            return root.sound("data");
        };
        if (problem.isEmpty()) assertThat(settings.read(reader)).isEqualTo(true);
        else
            assertThat(problemsOf(() -> settings.read(reader)))
                    .singleElement()
                    .asString()
                    .contains("attest.data = " + name, "service.conf:1)", "will not do", problem);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void whatWasTriedAndRefusedIsNotedOfItsOwnNameAlone() throws IOException {
        var settings = load(Sources.NONE.withFile(file(folder, "attest.http.mode = lenient")));
        assertThat(problemsOf(() -> settings.read(root -> {
                    root.refuse("data", "it is on the moon");
                    return List.of(root.section("http").choice("mode", Mode.class), root.sound("http.mode"));
                })))
                .anyMatch(problem -> problem.startsWith("attest.data = data (default) will not do: it is on the moon"))
                .anyMatch(problem -> problem.startsWith("attest.http.mode = lenient"));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({"data, ratio, false", "ratio, ratio, true", "ratio, data, false"})
    void namesAreSoundUnlessSomethingWasNotedOfOne(String one, String other, boolean sound) {
        var found = new ArrayList<Boolean>();
        problemsOf(() -> load(Sources.NONE).read(root -> {
            root.refuse("data", "no");
            return found.add(root.sound(one, other));
        }));
        assertThat(found).containsExactly(sound);
    }
}
