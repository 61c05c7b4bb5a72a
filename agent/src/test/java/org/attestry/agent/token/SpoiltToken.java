package org.attestry.agent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.agent.token.RelyingParty.verify;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A token with one defect, and the reason for which it must be refused. */
record SpoiltToken(String name, TokenReason reason, String token) {
    /** One test for each row, by a relying party that would believe the token without the defect. */
    static Stream<DynamicTest> tests(List<SpoiltToken> rows) {
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.name, row::assertRefused));
    }

    private void assertRefused() throws KeysUnavailable {
        assertThat(verify(token))
                .isInstanceOfSatisfying(
                        TokenVerdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
