package org.attestry.agent.attester;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.attestry.agent.json.StrictJson;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TsmDriverTest {
    private static final Bytes BINDING = Bytes.utf8("0123456789abcdef".repeat(4));

    /** A report as {@code driver} makes them over {@code binding}, as far as its binding goes. */
    static Bytes report(TsmDriver driver, Bytes binding) {
        return switch (driver) {
            case SEV_GUEST -> FakeKernel.snp(binding, 1184);
            case TDX_GUEST -> quote(4, 568, binding);
            case ARM_CCA_GUEST -> token(0x8f, sign1(claims(10, binding)));
        };
    }

    private static Bytes quote(int version, int offset) {
        return quote(version, offset, BINDING);
    }

    private static Bytes quote(int version, int offset, Bytes binding) {
        var quote = new byte[offset + 64];
        quote[0] = (byte) version;
        System.arraycopy(binding.toArray(), 0, quote, offset, 64);
        return Bytes.copyOf(quote);
    }

    @ParameterizedTest(name = "version {0} at {1}: {2}")
    @CsvSource({"4, 568, true", "5, 574, true", "4, 574, false", "5, 568, false", "3, 568, false", "6, 574, false"})
    void aTdQuoteBindsItsReportData(int version, int offset, boolean binds) {
        assertThat(TsmDriver.TDX_GUEST.binds(quote(version, offset), BINDING)).isEqualTo(binds);
    }

    private static Bytes cbor(Object... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            if (part instanceof Integer octet) out.write(octet);
            if (part instanceof Bytes octets) {
                out.write(0x59);
                out.write(octets.size() >> 8);
                out.write(octets.size());
                out.writeBytes(octets.toArray());
            }
        }
        return Bytes.copyOf(out.toByteArray());
    }

    private static Bytes claims(int key) {
        return claims(key, BINDING);
    }

    /** A byte string of 64 octets in the shortest form; CBOR of tokens takes no other. */
    private static Bytes claims(int key, Bytes binding) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xa2, (byte) key, 0x58, 0x40});
        out.writeBytes(binding.toArray());
        out.writeBytes(new byte[] {0x18, 0x63, 0x59, 0x01, 0x2c});
        out.writeBytes(new byte[300]);
        return Bytes.copyOf(out.toByteArray());
    }

    private static Bytes token(int tagLow, Bytes realm) {
        return cbor(0xd9, 0x01, tagLow, 0xa1, 0x19, 0xac, 0xd1, realm);
    }

    private static Bytes sign1(Bytes payload) {
        return cbor(0xd2, 0x84, 0x40, 0xa0, payload, 0x40);
    }

    @Test
    void aCcaTokenBindsTheChallengeOfItsRealmToken() {
        var driver = TsmDriver.ARM_CCA_GUEST;
        assertThat(driver.binds(token(0x8f, sign1(claims(10))), BINDING)).isTrue();
        assertThat(driver.binds(token(0x8f, sign1(claims(11))), BINDING)).isFalse();
        assertThat(driver.binds(token(0x90, sign1(claims(10))), BINDING)).isFalse();
        assertThat(driver.binds(token(0x8f, claims(10)), BINDING)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TsmDriver.class)
    void aReportThatEndsTooSoonBindsNothing(TsmDriver driver) {
        for (var whole : List.of(quote(4, 568), token(0x8f, sign1(claims(10)))))
            for (int size = 0; size < whole.size(); size += 7)
                assertThat(driver.binds(whole.slice(0, size), BINDING)).isFalse();
    }

    @TestFactory
    Stream<DynamicTest> realReportsBindWhatTheyWereMadeFor() throws IOException {
        var shared = System.getProperty("attestry.shared");
        var vectors = Path.of(shared == null ? "missing" : shared, "vectors");
        if (!Files.isDirectory(vectors)) Assumptions.abort("no evidence vectors at " + vectors);
        return Stream.of("tdx", "arm-cca").flatMap(tee -> cases(vectors.resolve(tee)));
    }

    private static Stream<DynamicTest> cases(Path folder) {
        try (var files = Files.walk(folder)) {
            return files
                    .filter(file -> file.endsWith("case.json"))
                    .sorted()
                    .flatMap(TsmDriverTest::real)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<DynamicTest> real(Path file) {
        try {
            var json = StrictJson.read(Bytes.copyOf(Files.readAllBytes(file)));
            var inputs = json.path("inputs");
            var hex = inputs.path("expected_report_data")
                    .asText(inputs.path("expected_challenge").asText(""));
            var kind = json.path("kind").asText();
            boolean good = json.path("expected").path("verdict").asText().equals("verified");
            if (!good || hex.length() != 128 || !(kind.startsWith("tdx-quote") || kind.equals("arm-cca-token")))
                return Stream.of();
            var evidence = Bytes.copyOf(Files.readAllBytes(
                    file.resolveSibling(json.path("files").path("evidence").asText())));
            var driver = kind.startsWith("tdx") ? TsmDriver.TDX_GUEST : TsmDriver.ARM_CCA_GUEST;
            return Stream.of(DynamicTest.dynamicTest(json.path("case").asText(), () -> {
                assertThat(driver.binds(evidence, Bytes.fromHex(hex))).isTrue();
                assertThat(driver.binds(evidence, BINDING)).isFalse();
            }));
        } catch (Exception e) {
            throw new AssertionError(file + ": " + e, e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tdx", "sev-guest", "hyperv_guest"})
    void aDriverThatIsNotKnownIsNone(String provider) {
        assertThat(TsmDriver.of(provider)).isEmpty();
    }
}
