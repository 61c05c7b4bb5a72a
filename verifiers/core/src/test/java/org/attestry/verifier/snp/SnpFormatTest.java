package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Reason;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports of versions 2 to 5 are read, signed by the one algorithm and with every reserved bit as it must be. */
class SnpFormatTest {
    private static final List<SpoiltScene> SPOILT = List.of(
            row("evidence of another format", Reason.WRONG_FORMAT, s -> s.format = "tdx-quote-v4"),
            row("a report of version 1", Reason.UNSUPPORTED_VERSION, s -> s.report.version(1)),
            row("a report of version 6", Reason.UNSUPPORTED_VERSION, s -> s.report.version(6)),
            row("another signature algorithm", Reason.UNSUPPORTED_ALGORITHM, s -> s.report.signatureAlgorithm(2)),
            row("a report that says it is not signed", Reason.NOT_ATTESTABLE, s -> s.report.keyInfo(7 << 2)),
            row("a reserved signing key", Reason.MALFORMED, s -> s.report.keyInfo(2 << 2)),
            row("a reserved flag", Reason.MALFORMED, s -> s.report.keyInfo(1 << 5)),
            row("a policy without bit 17", Reason.MALFORMED, s -> s.report.policy(0x10000)),
            row("a policy with a reserved bit", Reason.MALFORMED, s -> s.report.policy(0x30000 | 1L << 26)),
            row("a malformed table of certificates", Reason.MALFORMED, s -> s.attached.put("auxblob", Bytes.of(1))));

    private static SpoiltScene row(String name, Reason reason, Consumer<Scene> spoil) {
        return new SpoiltScene(name, Check.FORMAT, reason, spoil);
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoReportOfAKnownFormatIsRefused() {
        return SpoiltScene.tests(SPOILT);
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "4", "5"})
    void everyVersionIsRead(int version) {
        var scene = Scene.milan();
        scene.report.version(version);
        if (version == 2) scene.report.cpuid(0, 0, 0);

        var claims = scene.accepted().claims();

        assertThat(claims.at("cpuid").isPresent()).isEqualTo(version >= 3);
        assertThat(claims.at("launch_mit_vector").isPresent()).isEqualTo(version >= 5);
    }
}
