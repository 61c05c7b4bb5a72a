package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attestry.verifier.ClaimValue;
import org.attestry.verifier.Claims;
import org.junit.jupiter.api.Test;

/** What reports have in common is made once, and is never what another report says. */
class SharedClaimsTest {
    private final List<Integer> asked = new ArrayList<>();
    private final SharedClaims<Integer> shared = new SharedClaims<>(this::claims);

    private Claims claims(int number) {
        asked.add(number);
        return Claims.builder().whole("number", number).build();
    }

    @Test
    void eachIsMadeOnce() {
        for (int round = 0; round < 3; round++) {
            for (int number = 0; number < 200; number++) {
                assertThat(shared.of(number).at("number")).contains(whole(number));
            }
        }
        assertThat(asked).hasSize(200);
        assertThat(shared.of(7)).isSameAs(shared.of(7));
        assertThat(shared.of(7).root().isShared()).isTrue();
    }

    @Test
    void moreThanAreKeptAreMadeAnewAndRight() {
        for (int number = 0; number < 1000; number++) {
            assertThat(shared.of(number).at("number")).contains(whole(number));
        }
        assertThat(shared.of(0).at("number")).contains(whole(0));
        assertThat(asked).hasSize(1001);
    }

    @Test
    void theSameOctetsAreAnotherTcbUnderAnotherLayout() {
        var report =
                SnpReport.parse(Scene.of(Product.TURIN, KeyKind.VCEK).evidence().body());
        var claims = new SnpClaims();
        for (int round = 0; round < 2; round++) {
            var turin = claims.of(report, Optional.of(Product.TURIN)).build();
            var milan = claims.of(report, Optional.of(Product.MILAN)).build();
            assertThat(turin.at("reported_tcb.raw")).isEqualTo(milan.at("reported_tcb.raw"));
            assertThat(turin.at("reported_tcb.fmc")).isPresent();
            assertThat(milan.at("reported_tcb.fmc")).isEmpty();
            assertThat(milan)
                    .isEqualTo(new SnpClaims()
                            .of(report, Optional.of(Product.MILAN))
                            .build());
        }
    }

    @Test
    void reportsThatDifferInATcbOrThePolicySayWhatTheySay() {
        var first = Scene.milan().accepted().claims();
        var scene = Scene.milan();
        scene.report = scene.report.policy(0x30000L | 1 << 19);
        var debug = scene.accepted().claims();
        assertThat(first.at("policy.debug")).contains(new ClaimValue.Bool(false));
        assertThat(debug.at("policy.debug")).contains(new ClaimValue.Bool(true));
        assertThat(debug.at("reported_tcb")).isEqualTo(first.at("reported_tcb"));
    }

    private static ClaimValue whole(long number) {
        return new ClaimValue.Whole(java.math.BigInteger.valueOf(number));
    }
}
