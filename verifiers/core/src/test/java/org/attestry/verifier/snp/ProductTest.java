package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTest {
    @ParameterizedTest
    @CsvSource({
        "25, 0, MILAN",
        "25, 15, MILAN",
        "25, 16, GENOA",
        "25, 31, GENOA",
        "25, 32,",
        "25, 159,",
        "25, 160, GENOA",
        "25, 175, GENOA",
        "25, 176,",
        "26, 0, TURIN",
        "26, 31, TURIN",
        "26, 32,",
        "23, 1,",
    })
    void familyAndModelNameTheProduct(int family, int model, @Nullable Product product) {
        assertThat(Product.ofCpuid(family, model)).isEqualTo(Optional.ofNullable(product));
    }

    @Test
    void namesOfIssuersNameTheProduct() {
        assertThat(Product.ofIssuer("SEV-Milan")).contains(Product.MILAN);
        assertThat(Product.ofIssuer("SEV-VLEK-Turin")).contains(Product.TURIN);
        assertThat(Product.ofIssuer("ARK-Milan")).isEmpty();
    }

    @Test
    void policiesAreReadBitByBit() {
        var policy = new GuestPolicy(0x3ff_1f02L | 1L << 17);

        assertThat(policy.abiMinor()).isEqualTo(2);
        assertThat(policy.abiMajor()).isEqualTo(0x1f);
        assertThat(policy.smt()).isTrue();
        assertThat(policy.migrateMa()).isTrue();
        assertThat(policy.debug()).isTrue();
        assertThat(policy.singleSocket()).isTrue();
        assertThat(policy.cxlAllow()).isTrue();
        assertThat(policy.memAes256Xts()).isTrue();
        assertThat(policy.raplDis()).isTrue();
        assertThat(policy.ciphertextHiding()).isTrue();
        assertThat(policy.pageSwapDisable()).isTrue();

        var plain = new GuestPolicy(1L << 17);
        assertThat(plain.smt() || plain.migrateMa() || plain.debug() || plain.singleSocket() || plain.cxlAllow())
                .isFalse();
        assertThat(plain.memAes256Xts() || plain.raplDis() || plain.ciphertextHiding() || plain.pageSwapDisable())
                .isFalse();
    }
}
