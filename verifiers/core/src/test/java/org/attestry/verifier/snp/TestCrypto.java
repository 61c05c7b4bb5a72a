package org.attestry.verifier.snp;

import org.attestry.verifier.crypto.CryptoProvider;
import org.attestry.verifier.crypto.Cryptos;
import org.junit.jupiter.api.Assumptions;

/** The provider that this run of the tests is about: system property {@code attestry.crypto}, {@code accp} or {@code bc}. */
final class TestCrypto {
    private TestCrypto() {}

    static CryptoProvider provider() {
        return Holder.PROVIDER;
    }

    private static final class Holder {
        static final CryptoProvider PROVIDER = switch (System.getProperty("attestry.crypto", "bc")) {
            case "accp" -> Cryptos.accp().orElseGet(() -> Assumptions.abort("ACCP does not load on this machine"));
            case "bc" -> Cryptos.bouncyCastle();
            case String other -> throw new IllegalArgumentException("attestry.crypto=" + other);
        };
    }
}
