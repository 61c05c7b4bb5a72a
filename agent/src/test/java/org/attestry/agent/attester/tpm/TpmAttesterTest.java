package org.attestry.agent.attester.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import org.attestry.agent.attester.AttesterFailed;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Reader;
import org.attestry.verifier.Evidence;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TpmAttesterTest {
    private static final Bytes BINDING = Bytes.utf8("a binding of thirty-two octets..");

    @TempDir
    private Path folder;

    private TpmAttester over(TpmDevice.Opener device) {
        return new TpmAttester(device, folder.resolve("no-log"));
    }

    private static boolean isSigned(Evidence evidence) throws GeneralSecurityException {
        var key = KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(
                        evidence.attachment(TpmAttester.AK_PUBLIC).orElseThrow().toArray()));
        var in = new Reader(evidence.attachment(TpmAttester.SIGNATURE).orElseThrow());
        in.skip("algorithms", 4);
        var r = in.bytes("r", in.u16be("size of r"));
        var s = in.bytes("s", in.u16be("size of s"));
        in.end();
        var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(key);
        verifier.update(evidence.body().toArray());
        return verifier.verify(Bytes.concat(padded(r), padded(s)).toArray());
    }

    private static Bytes padded(Bytes number) {
        return Bytes.concat(Bytes.copyOf(new byte[32 - number.size()]), number);
    }

    @Test
    @Tag("integration")
    void aQuoteIsSignedAndOverTheBindingAndThePcrs() throws Exception {
        try (var tpm = SoftwareTpm.start(folder)) {
            var evidence = over(tpm).collect(BINDING);
            assertThat(evidence.format()).isEqualTo("tpm2-quote");
            assertThat(evidence.body().slice(0, 6).hex()).isEqualTo("ff5443478018");
            assertThat(evidence.body().hex()).contains("0020" + BINDING.hex());
            assertThat(isSigned(evidence)).isTrue();
            var pcrs = evidence.attachment(TpmAttester.PCRS).orElseThrow();
            assertThat(pcrs.size()).isEqualTo(16 * 32);
            assertThat(evidence.body().hex()).endsWith("0020" + pcrs.sha256().hex());
        }
    }

    @Test
    @Tag("integration")
    void theKeyStaysAndThePcrsMove() throws Exception {
        try (var tpm = SoftwareTpm.start(folder)) {
            var before = over(tpm).collect(BINDING);
            extend(tpm, 7);
            var after = over(tpm).collect(BINDING);
            assertThat(after.attachment(TpmAttester.AK_AREA)).isEqualTo(before.attachment(TpmAttester.AK_AREA));
            assertThat(pcr(before, 7)).isNotEqualTo(pcr(after, 7));
            assertThat(pcr(before, 6)).isEqualTo(pcr(after, 6));
            assertThat(isSigned(after)).isTrue();
        }
    }

    @Test
    @Tag("integration")
    void manyQuotesLeaveNoKeyInTheTpm() throws Exception {
        try (var tpm = SoftwareTpm.start(folder)) {
            for (int i = 0; i < 20; i++)
                assertThat(isSigned(over(tpm).collect(BINDING))).isTrue();
        }
    }

    @Test
    @Tag("integration")
    void pcrsThatChangeUnderEachQuoteAreGivenUp() throws Exception {
        try (var tpm = SoftwareTpm.start(folder)) {
            TpmDevice.Opener restless = () -> {
                var session = tpm.open();
                return new TpmDevice.Session() {
                    @Override
                    public Bytes transact(Bytes command) throws IOException {
                        if (command.slice(6, 10).hex().equals("00000158")) extend(tpm, 3);
                        return session.transact(command);
                    }

                    @Override
                    public void close() {}
                };
            };
            assertThatThrownBy(() -> over(restless).collect(BINDING)).hasMessageContaining("change faster");
        }
    }

    @Test
    @Tag("integration")
    void aBootLogIsSentAlong() throws Exception {
        var log = Files.writeString(folder.resolve("log"), "events");
        try (var tpm = SoftwareTpm.start(folder)) {
            var evidence = new TpmAttester(tpm, log).collect(BINDING);
            assertThat(evidence.attachment(TpmAttester.EVENT_LOG)).contains(Bytes.utf8("events"));
        }
    }

    private static Bytes pcr(Evidence evidence, int number) {
        return evidence.attachment(TpmAttester.PCRS).orElseThrow().slice(32 * number, 32 * number + 32);
    }

    /** TPM2_PCR_Extend of the SHA-256 bank. */
    private static void extend(SoftwareTpm tpm, int pcr) throws IOException {
        var session = new TpmWriter().u32(0x40000009L).u16(0).u8(0).u16(0).done();
        var body = new TpmWriter()
                .u32(pcr)
                .u32(session.size())
                .bytes(session)
                .u32(1)
                .u16(0x000B)
                .bytes(BINDING)
                .done();
        var command = new TpmWriter()
                .u16(0x8002)
                .u32(10 + body.size())
                .u32(0x182)
                .bytes(body)
                .done();
        assertThat(tpm.open().transact(command).slice(6, 10).hex()).isEqualTo("00000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8001",
                "80010000000a00000922",
                "80010000000b00000000",
                "800200000012000000008000000000000000",
            })
    void aResponseThatIsNoneIsAFailure(String response) {
        TpmDevice.Opener broken = () -> new TpmDevice.Session() {
            @Override
            public Bytes transact(Bytes command) {
                return Bytes.fromHex(response);
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> over(broken).collect(BINDING))
                .isInstanceOf(AttesterFailed.class)
                .hasMessageContaining("TPM gives no quote");
    }

    @Test
    void aMachineWithoutTheDeviceSaysSo() {
        assertThatThrownBy(() -> TpmAttester.over(folder.resolve("tpmrm0")).collect(BINDING))
                .isInstanceOf(AttesterFailed.class)
                .hasMessageContaining("tpmrm0");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void aBindingOfAnotherSizeIsRefused(int size) {
        var attester = over(() -> {
            throw new IOException("not opened");
        });
        assertThat(List.of(attester.tee(), attester.format())).containsExactly("tpm2", "tpm2-quote");
        assertThatThrownBy(() -> attester.collect(Bytes.copyOf(new byte[size]))).hasMessageContaining("32");
    }
}
