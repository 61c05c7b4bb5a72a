package org.attestry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.attestry.config.TestSettings.file;
import static org.attestry.config.TestSettings.load;
import static org.attestry.config.TestSettings.problemsOf;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which source counts for a key, and which sources are refused as a whole. */
class SettingsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void flagsGoOverTheEnvironmentOverTheFileOverTheDefault() throws IOException {
        var path = file(folder, "attest.challenge { ttl = 3m, nonce-bytes = 33, max-evidence = 2 MiB }");
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
        var path = file(folder, "library.loglevel = warning\nattest.challenge.ttl = 3m");
        var config = load(Sources.NONE.withFile(path)).config();
        assertThat(config.getString("library.loglevel")).isEqualTo("warning");
        assertThat(config.getString("library.copy")).isEqualTo("3m");
    }

    @Test
    void aSubstitutionInTheFileCountsAsTheFile() throws IOException {
        var path = file(folder, "attest.challenge.ttl = 3m\nattest.data = ${attest.challenge.ttl}");
        assertThat(load(Sources.NONE.withFile(path)).all())
                .anySatisfy(setting -> assertThat(setting.toString()).contains("attest.data", "3m", "service.conf"));
    }

    @Test
    void everyUnknownKeyIsNamedWithItsLineAndTheNearest() throws IOException {
        var path = file(folder, "attest {\n challenge { tlt = 1m }\n http.tls.cert = x\n}\natest.debug = true\n");
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
        assertThat(problemsOf(Sources.NONE.withFile(file(folder, text))))
                .singleElement()
                .asString()
                .contains(what);
    }

    /** No message, file or answer can carry such a name either. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    attest.trust."\\ud800" = x           | attest.trust."\\ud800"
                    attest.trust.a."b\\udc00" { c = x }  | attest.trust.a."b\\udc00"
                    attest.trust."\\udc00" {}            | attest.trust."\\udc00"
                    attest.http { "\\ude00\\ud83d" = x } | attest.http."\\ude00\\ud83d"
                    "\\ud800".a = x                      | "\\ud800"
                    library."\\ud800" = x                | library."\\ud800"
                    """)
    void aNameWithHalfACharacterIsRefusedAndShownByItsNumber(String text, String key) throws IOException {
        var path = file(folder, text);
        assertThat(problemsOf(Sources.NONE.withFile(path)))
                .containsExactly(key + " (" + path + ":1) holds half a character (a lone surrogate)");
    }

    @Test
    void halfACharacterInWhatALibrarySaysIsShownByItsNumber() throws IOException {
        assertThat(problemsOf(Sources.NONE.withFile(file(folder, "attest.data = ${\"\\ud800\"}"))))
                .singleElement()
                .asString()
                .contains("is not HOCON that can be read", "\\ud800");
    }

    @Test
    void aWholeCharacterOfTwoHalvesIsAName() throws IOException {
        var settings = load(Sources.NONE.withFile(file(folder, "attest.trust.\"\\ud83d\\ude00\" = x")));
        assertThat(settings.<Map<String, String>>read(
                        root -> root.section("trust").textByName()))
                .hasSize(1);
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
        var path = file(folder, "attest.http.tls.passphrase = hunter2");
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
        var schema = TestSettings.schema().renamed("attest.nonce.lifetime", "attest.challenge.ttl");
        var path = file(folder, "attest.nonce.lifetime = 7m");
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
        var schema = TestSettings.schema().renamed("attest.nonce.lifetime", "attest.challenge.ttl");
        var path = file(folder, "attest { nonce.lifetime = 7m, challenge.ttl = 8m }");
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
}
