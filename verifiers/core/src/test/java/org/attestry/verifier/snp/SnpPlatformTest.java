package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.testing.FakeEcKey;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A report is signed by the certified key, and comes from the chip and the TCB that the certificate names. */
class SnpPlatformTest {
    private static final List<SpoiltScene> SPOILT = List.of(
            new SpoiltScene(
                    "a report signed by another key",
                    Check.SIGNATURE,
                    Reason.SIGNATURE_INVALID,
                    s -> s.reportSigner = new FakeEcKey(Scene.seeded(9))),
            mismatch("a report that names the other kind of key", s -> s.report.keyInfo(1 << 2)),
            mismatch("a report of another product", s -> s.report.cpuid(0x19, 0x11, 1)),
            mismatch("a report of an unknown product", s -> s.report.cpuid(0x1b, 0, 0)),
            mismatch("a report of another chip", s -> s.report.chipId(Bytes.of(7))));

    private static SpoiltScene mismatch(String name, Consumer<Scene> spoil) {
        return new SpoiltScene(name, Check.PLATFORM_IDENTITY, Reason.PLATFORM_MISMATCH, spoil);
    }

    @TestFactory
    Stream<DynamicTest> aReportOfAnotherKeyOrChipIsRefused() {
        return SpoiltScene.tests(SPOILT);
    }

    @TestFactory
    Stream<DynamicTest> eachSecurityVersionIsComparedByItself() {
        var tests = new ArrayList<DynamicTest>();
        for (var product : Product.values()) {
            for (var component : product.layout().components()) {
                for (int step : List.of(-1, 1)) {
                    var name = product + " " + component.name() + " " + step;
                    tests.add(DynamicTest.dynamicTest(name, () -> assertTcbCompared(product, component, step)));
                }
            }
        }
        return tests.stream();
    }

    private static void assertTcbCompared(Product product, TcbLayout.Component component, int step) {
        var scene = Scene.of(product, KeyKind.VCEK);
        var octets = new int[8];
        var current = SimulatedSnp.currentTcb(product);
        for (int i = 0; i < 8; i++) octets[i] = current.at(i);
        octets[component.octet()] = (octets[component.octet()] + step) & 0xff;
        scene.report.put(0x180, Bytes.of(octets));
        assertThat(scene.verify()).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.TCB_MISMATCH);
            assertThat(refused.detail()).isEqualTo(component.name());
        });
    }
}
