package org.attestry.agent.attester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TsmAttesterTest {
    private static final Bytes BINDING = Bytes.utf8("0123456789abcdef".repeat(4));

    @TempDir
    Path reports;

    private final FakeKernel kernel = new FakeKernel();

    @AfterEach
    void noEntryIsLeftBehind() throws IOException {
        try (var entries = Files.list(reports)) {
            assertThat(entries).isEmpty();
        }
    }

    @Test
    void aReportOverTheBindingComesWithTheCertificatesOfTheHost() throws AttesterFailed {
        var evidence = attester().collect(BINDING);
        assertThat(evidence.format()).isEqualTo("snp-report");
        assertThat(evidence.body().slice(0x50, 0x90)).isEqualTo(BINDING);
        assertThat(evidence.attachment("auxblob")).contains(Bytes.utf8("certificates"));
    }

    @Test
    void aHostThatSuppliesNoCertificatesIsNoFailure() throws AttesterFailed {
        kernel.aux = Bytes.EMPTY;
        assertThat(attester().collect(BINDING).attachments()).isEmpty();
    }

    @Test
    void certificatesThatCannotBeReadAreAFailure() {
        kernel.auxIsUnreadable = true;
        assertFails("File too large");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(TsmDriver.class)
    void everyDriverIsAskedForWhatItShowsAndNoMore(TsmDriver driver) throws AttesterFailed {
        kernel.provider = driver.provider() + "\n";
        kernel.aux = Bytes.EMPTY;
        kernel.report = input -> TsmDriverTest.report(driver, input);
        var evidence = provider(reports).detect().orElseThrow().collect(BINDING);
        assertThat(evidence.body()).isEqualTo(TsmDriverTest.report(driver, BINDING));
        assertThat(evidence.attachments()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void theReportIsOfThePrivilegeLevelThatTheGuestMayAskFor(int floor) throws AttesterFailed {
        kernel.floor = floor;
        assertThat(attester().collect(BINDING).body().size()).isEqualTo(1184);
    }

    @Test
    void aBusyKernelIsAskedAgain() throws AttesterFailed {
        kernel.failures = 2;
        assertThat(attester().collect(BINDING).body().size()).isEqualTo(1184);
    }

    @Test
    void aKernelThatStaysBusyIsAFailure() {
        kernel.failures = 3;
        assertFails("Device or resource busy");
    }

    @Test
    void aReportThatAnotherWriterGotBetweenIsNotUsed() {
        kernel.writesOfOthers = 1;
        assertFails("another process");
    }

    @Test
    void aReportOverOtherOctetsIsNotUsed() {
        kernel.report = input -> FakeKernel.snp(input.sha256(), 1184);
        assertFails("answers another request");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x50, 0x8f})
    void aReportTooShortToHoldTheBindingIsNotUsed(int size) {
        kernel.report = input -> FakeKernel.snp(input, size);
        assertFails("answers another request");
    }

    @Test
    void aReportOfAnyLengthIsNotReadToItsEnd() {
        kernel.report = input -> FakeKernel.snp(input, (256 << 10) + 1);
        assertFails("more than");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sev_guest2", "hyperv_guest\n"})
    void anotherProviderIsNotAsked(String provider) throws AttesterFailed {
        kernel.provider = provider;
        assertFails("provider");
        assertThat(provider(reports).detect()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, 63, 65})
    void aBindingOfAnotherSizeIsRefused(int size) {
        assertThatThrownBy(() -> attester().collect(Bytes.copyOf(new byte[size])))
                .isInstanceOf(AttesterFailed.class);
    }

    @Test
    void aMachineWithoutConfigfsIsNone() throws AttesterFailed {
        assertThat(provider(reports.resolve("absent")).detect()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tdx_guest\n", "arm_cca_guest\n"})
    void anotherDriverThanTheOneDetectedIsNotBelieved(String provider) {
        kernel.provider = provider;
        assertFails("provider");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"sev_guest, snp, snp-report", "tdx_guest, tdx, tdx-quote", "arm_cca_guest, arm-cca, arm-cca-token"})
    void aGuestIsDetectedByTheDriverOfItsKernel(String driver, String tee, String format) throws AttesterFailed {
        kernel.provider = driver + "\n";
        var attester = provider(reports).detect().orElseThrow();
        assertThat(List.of(attester.tee(), attester.format())).containsExactly(tee, format);
        assertThat(attester.bindingSize()).isEqualTo(64);
    }

    @Test
    void aMachineThatIsNoTeeFailsEveryRequestWithThatReason() throws AttesterFailed {
        var attester = Attesters.detect(List.of(provider(reports.resolve("absent"))));
        assertThatThrownBy(() -> attester.collect(BINDING)).hasMessage("unknown tee platform");
    }

    @Test
    void aMachineThatSeemsToBeTwoTeesIsRefused() {
        assertThatThrownBy(() -> Attesters.detect(List.of(provider(reports), new Always())))
                .isInstanceOf(AttesterFailed.class)
                .hasMessageContaining("tsm, always");
    }

    private static final class Always implements AttesterProvider {
        @Override
        public String name() {
            return "always";
        }

        @Override
        public Optional<Attester> detect() {
            return Optional.of(new NoAttester("fake"));
        }
    }

    private TsmAttester attester() {
        return new TsmAttester(TsmDriver.SEV_GUEST, reports, kernel, new Random(1));
    }

    private TsmAttesterProvider provider(Path folder) {
        return new TsmAttesterProvider(folder, kernel, new Random(2));
    }

    private void assertFails(String part) {
        assertThatThrownBy(() -> attester().collect(BINDING))
                .isInstanceOf(AttesterFailed.class)
                .hasMessageContaining(part);
    }
}
