package org.attestry.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    private static final String BLOCK = "-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n";

    @Test
    void derIsTakenAsItIs() {
        assertThat(Pem.blocks(Bytes.of(0x30, 0), "CERTIFICATE")).containsExactly(Bytes.of(0x30, 0));
        assertThat(Pem.blocks(Bytes.EMPTY, "CERTIFICATE")).containsExactly(Bytes.EMPTY);
    }

    @Test
    void blocksComeInOrderWhateverEndsTheirLines() {
        var file = "\n" + BLOCK + "\n" + BLOCK.replace("\n", "\r\n").replace("AQID", "BA==");

        assertThat(Pem.blocks(Bytes.utf8(file), "CERTIFICATE")).containsExactly(Bytes.of(1, 2, 3), Bytes.of(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN CERTIFICATE-----\nAQID\n",
                "-----BEGIN CERTIFICATE-----\nAQI!\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAQID\n-----END X509 CRL-----\n",
                "-----BEGIN X509 CRL-----\nAQID\n-----END X509 CRL-----\n",
                BLOCK + "words between",
            })
    void otherTextIsRefused(String file) {
        assertThatThrownBy(() -> Pem.blocks(Bytes.utf8(file), "CERTIFICATE")).isInstanceOf(Malformed.class);
    }

    @Test
    void moreBlocksThanAnyChainHasAreRefused() {
        assertThat(Pem.blocks(Bytes.utf8(BLOCK.repeat(16)), "CERTIFICATE")).hasSize(16);
        assertThatThrownBy(() -> Pem.blocks(Bytes.utf8(BLOCK.repeat(17)), "CERTIFICATE"))
                .isInstanceOf(Malformed.class);
    }
}
