package org.attestry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String REFERENCE = """
            library { loglevel = info, copy = ${attest.challenge.ttl} }
            attest {
              challenge { ttl = 2m, nonce-bytes = 32, max-evidence = 1 MiB }
              http { listen = "127.0.0.1:8443", tls { certificate = null, passphrase = null }, mode = strict, hosts = [a, b] }
              ratio = 0.5
              debug = false
              data = data
              trust {}
            }
            """;

    enum Mode {
        STRICT,
        VERY_STRICT
    }

    @TempDir
    Path folder = Path.of("");

    private static Schema schema() {
        return Schema.of(ConfigFactory.parseString(REFERENCE)).reserved("ATTESTRY_URL");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("service.conf"), text);
    }

    private static Settings load(Sources sources) {
        return Settings.load(schema(), sources);
    }

    private static List<String> problemsOf(Sources sources) {
        return problemsOf(() -> load(sources));
    }

    private static List<String> problemsOf(Runnable attempt) {
        try {
            attempt.run();
        } catch (InvalidSettings invalid) {
            return invalid.problems().stream().map(Problem::sentence).toList();
        }
        throw new AssertionError("no problem was found");
    }

    @Test
    void flagsGoOverTheEnvironmentOverTheFileOverTheDefault() throws IOException {
        var path = file("attest.challenge { ttl = 3m, nonce-bytes = 33, max-evidence = 2 MiB }");
        var settings = load(Sources.NONE
                .withFile(path)
                .withEnvironment(
                        Map.of("ATTESTRY_CHALLENGE_TTL", "4m", "ATTESTRY_CHALLENGE_NONCE_BYTES", "34", "HOME", "/"))
                .withFlag("attest.challenge.ttl", "5m", "--ttl"));
        var sources =
                settings.all().stream().collect(Collectors.toMap(Setting::key, s -> s.value() + " " + s.source()));
        assertThat(sources)
                .containsEntry("attest.challenge.ttl", "5m flag --ttl")
                .containsEntry("attest.challenge.nonce-bytes", "34 environment ATTESTRY_CHALLENGE_NONCE_BYTES")
                .containsEntry("attest.challenge.max-evidence", "2 MiB " + path + ":1")
                .containsEntry("attest.debug", "false default");
    }

    @Test
    void theLastOfTwoEqualFlagsCounts() {
        var settings =
                load(Sources.NONE.withFlag("attest.debug", "true", "-a").withFlag("attest.debug", "false", "-b"));
        assertThat(settings.all()).contains(new Setting("attest.debug", "false", new Source.Flag("-b")));
    }

    @Test
    void librariesSeeTheirOwnKeysAndOurs() throws IOException {
        var path = file("library.loglevel = warning\nattest.challenge.ttl = 3m");
        var config = load(Sources.NONE.withFile(path)).config();
        assertThat(config.getString("library.loglevel")).isEqualTo("warning");
        assertThat(config.getString("library.copy")).isEqualTo("3m");
    }

    @Test
    void aSubstitutionInTheFileCountsAsTheFile() throws IOException {
        var path = file("attest.challenge.ttl = 3m\nattest.data = ${attest.challenge.ttl}");
        assertThat(load(Sources.NONE.withFile(path)).all())
                .anySatisfy(setting -> assertThat(setting.toString()).contains("attest.data", "3m", "service.conf"));
    }

    @Test
    void everyUnknownKeyIsNamedWithItsLineAndTheNearest() throws IOException {
        var path = file("attest {\n challenge { tlt = 1m }\n http.tls.cert = x\n}\natest.debug = true\n");
        assertThat(problemsOf(Sources.NONE.withFile(path)))
                .containsExactlyInAnyOrder(
                        "attest.challenge.tlt (" + path
                                + ":2) is not a key; did you mean attest.challenge.ttl?; allowed: below attest.challenge: max-evidence,"
                                + " nonce-bytes, ttl",
                        "attest.http.tls.cert (" + path
                                + ":3) is not a key; did you mean attest.http.tls.certificate?; allowed: below attest.http.tls:"
                                + " certificate, passphrase",
                        "atest (" + path
                                + ":5) is not a group of this product or of its libraries; did you mean attest?; allowed: attest");
    }

    @ParameterizedTest(name = "{0}={1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    ATTESTRY_CHALENGE_TTL | 1m | ATTESTRY_CHALENGE_TTL (environment ATTESTRY_CHALENGE_TTL) stands for no key; did you mean ATTESTRY_CHALLENGE_TTL?
                    ATTESTRY_URI          | x  | ATTESTRY_URI (environment ATTESTRY_URI) stands for no key; did you mean ATTESTRY_URL?
                    ATTESTRY_TRUST_SNP    | x  | ATTESTRY_TRUST_SNP (environment ATTESTRY_TRUST_SNP) stands for no key
                    """)
    void anUnknownVariableStopsTheStart(String name, String value, String problem) {
        assertThat(problemsOf(Sources.NONE.withEnvironment(Map.of(name, value))))
                .containsExactly(problem);
    }

    @Test
    void aClientsVariableIsNoKey() {
        assertThat(load(Sources.NONE.withEnvironment(Map.of("ATTESTRY_URL", "x")))
                        .all())
                .isNotEmpty();
    }

    @Test
    void aFlagForAnUnknownKeyIsRefused() {
        assertThat(problemsOf(Sources.NONE.withFlag("attest.http.listne", "x", "--set")))
                .singleElement()
                .asString()
                .contains("(flag --set)", "did you mean attest.http.listen?");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    attest.challenge = 3        | is a group, one value was given
                    attest.debug { on = 1 }     | is one value, a group was given
                    attest { challenge { ttl =  | is not HOCON that can be read
                    attest.data = ${nowhere}    | is not HOCON that can be read
                    """)
    void aFileOfTheWrongShapeIsRefused(String text, String what) throws IOException {
        assertThat(problemsOf(Sources.NONE.withFile(file(text))))
                .singleElement()
                .asString()
                .contains(what);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"none.conf, does not exist", "., is a folder"})
    void aFileThatCannotBeReadIsRefusedWithTheReason(String name, String why) {
        assertThat(problemsOf(Sources.NONE.withFile(folder.resolve(name))))
                .singleElement()
                .asString()
                .contains(name, why);
    }

    @Test
    void aSecretIsMaskedWhereverItIsShown() throws IOException {
        var path = file("attest.http.tls.passphrase = hunter2");
        var settings = load(Sources.NONE.withFile(path));
        assertThat(settings.all().toString()).contains("********").doesNotContain("hunter2");
        assertThat(problemsOf(() -> settings.read(root -> root.whole("http.tls.passphrase", 0, 1))))
                .singleElement()
                .asString()
                .contains("********")
                .doesNotContain("hunter2");
    }

    @Test
    void aRenamedKeyStillCountsWithANotice() throws IOException {
        var schema = schema().renamed("attest.nonce.lifetime", "attest.challenge.ttl");
        var path = file("attest.nonce.lifetime = 7m");
        var settings = Settings.load(schema, Sources.NONE.withFile(path));
        assertThat(settings.<Duration>read(root -> root.duration("challenge.ttl", Duration.ZERO, Duration.ofHours(1))))
                .isEqualTo(Duration.ofMinutes(7));
        assertThat(settings.notices())
                .containsExactly("attest.nonce.lifetime (" + path + ":1) is now called attest.challenge.ttl");
        var byName = Sources.NONE.withEnvironment(Map.of("ATTESTRY_NONCE_LIFETIME", "8m"));
        assertThat(Settings.load(schema, byName).config().getString("attest.challenge.ttl"))
                .isEqualTo("8m");
    }

    @Test
    void bothNamesOfARenamedKeyAreTooMany() throws IOException {
        var schema = schema().renamed("attest.nonce.lifetime", "attest.challenge.ttl");
        var path = file("attest { nonce.lifetime = 7m, challenge.ttl = 8m }");
        assertThat(problemsOf(() -> Settings.load(schema, Sources.NONE.withFile(path))))
                .singleElement()
                .asString()
                .contains("is the former name of attest.challenge.ttl, given too");
    }

    @Test
    void twoKeysWithOneVariableAreAMistakeInTheProgram() {
        var clash = ConfigFactory.parseString("attest { a-b = 1, a.b = 2 }");
        assertThatIllegalArgumentException().isThrownBy(() -> Schema.of(clash));
    }

    @Test
    void everyTypeIsRead() throws IOException {
        var path = file("""
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
        var problems = problemsOf(() -> settings.read(SettingsTest::readAll));
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith(key + " = " + value + " (flag --set)")
                .endsWith("allowed: " + allowed);
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
        assertThat(problemsOf(() -> settings.read(SettingsTest::readAll)))
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
        var path = file("attest.trust.snp { roots = a, rots = b }");
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
}
