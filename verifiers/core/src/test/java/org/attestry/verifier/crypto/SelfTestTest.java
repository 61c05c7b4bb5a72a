package org.attestry.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.attestry.verifier.crypto.SelfTest.Vector;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SelfTestTest {
    private static final CryptoProvider PROVIDER = provider();

    private static CryptoProvider provider() {
        return System.getProperty("attestry.crypto", "bc").equals("accp")
                ? Cryptos.accp().orElseGet(() -> Assumptions.abort("ACCP does not load on this machine"))
                : Cryptos.bouncyCastle();
    }

    @TestFactory
    Stream<DynamicTest> everyVectorIsAnsweredRightlyAndItsOppositeStopsTheStart() {
        return SelfTest.vectors().stream()
                .map(vector -> DynamicTest.dynamicTest(vector.scheme() + " " + vector.about(), () -> {
                    SelfTest.ask(PROVIDER, vector);
                    assertThatThrownBy(() -> SelfTest.ask(PROVIDER, opposite(vector)))
                            .isInstanceOf(SelfTestFailed.class)
                            .hasMessageContaining(vector.about());
                }));
    }

    @Test
    void everySchemeIsAskedForGoodAndBad() {
        for (var scheme : SignatureScheme.values()) {
            assertThat(SelfTest.vectors().stream().filter(vector -> vector.scheme() == scheme))
                    .extracting(Vector::valid)
                    .contains(true, false);
        }
    }

    @Test
    void aKeyChecksSignaturesOfItsOwnKindOnly() {
        for (var vector : SelfTest.vectors()) {
            if (!vector.valid()) continue;
            var key = PROVIDER.key(PublicKeyInfo.parse(vector.key()));
            for (var scheme : SignatureScheme.values()) {
                assertThat(key.verifies(scheme, vector.message(), vector.signature()))
                        .as(scheme + " with a key for " + vector.scheme())
                        .isEqualTo(scheme == vector.scheme());
            }
        }
    }

    @Test
    void theInstalledProviderIsMadeOnce() {
        assertThat(Cryptos.installed()).isSameAs(Cryptos.installed());
        assertThat(PROVIDER.name()).isNotBlank();
    }

    private static Vector opposite(Vector vector) {
        return new Vector(
                vector.about(), vector.scheme(), vector.key(), vector.message(), vector.signature(), !vector.valid());
    }
}
