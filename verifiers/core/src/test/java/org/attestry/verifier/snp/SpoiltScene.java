package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attestry.verifier.Check;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Verdict;
import org.junit.jupiter.api.DynamicTest;

/** A good scene with one thing spoilt, and the refusal that must follow from it. */
record SpoiltScene(String name, Check check, Reason reason, Consumer<Scene> spoil) {
    /** One test for each row: refused by the right check and for the right reason, everything else being good. */
    static Stream<DynamicTest> tests(List<SpoiltScene> rows) {
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.name, row::assertRefused));
    }

    private void assertRefused() {
        var scene = Scene.milan();
        spoil.accept(scene);
        assertThat(scene.verify()).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
            assertThat(refused.check()).isEqualTo(check);
        });
    }
}
