package org.attestry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowTest {
    @ParameterizedTest(name = "{0} beside {1} with target {2}: at least {3}, at most {4}")
    @CsvSource({
        "85, 100, 0.85, true, true",
        "84, 100, 0.85, false, true",
        "86, 100, 0.85, true, false",
    })
    void aTargetIsHeldAtItsBoundAndMissedBeyond(
            double value, double baseline, double target, boolean least, boolean most) {
        assertThat(Row.atLeast("x", value, "1/s", baseline, target).holds()).isEqualTo(least);
        assertThat(Row.atMost("x", value, "us", baseline, target).holds()).isEqualTo(most);
    }
}
