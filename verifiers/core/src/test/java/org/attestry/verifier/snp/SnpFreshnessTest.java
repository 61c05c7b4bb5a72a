package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Reason;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Only a report with the expected data in it, all of it, is fresh. */
class SnpFreshnessTest {
    private static final List<SpoiltScene> SPOILT = List.of(
            mismatch(
                    "another report data",
                    s -> s.expected = new Expected.Bound(Bytes.utf8("other").sha512())),
            mismatch(
                    "a prefix of the report data",
                    s -> s.expected = new Expected.Bound(Scene.REPORT_DATA.slice(0, 32))));

    private static SpoiltScene mismatch(String name, Consumer<Scene> spoil) {
        return new SpoiltScene(name, Check.FRESHNESS, Reason.NONCE_MISMATCH, spoil);
    }

    @TestFactory
    Stream<DynamicTest> otherReportDataIsRefused() {
        return SpoiltScene.tests(SPOILT);
    }

    @Test
    void anUnchallengedReportIsNeverFresh() {
        var scene = Scene.milan();
        scene.expected = new Expected.Unchallenged();

        assertThat(scene.accepted().fresh()).isFalse();
    }
}
