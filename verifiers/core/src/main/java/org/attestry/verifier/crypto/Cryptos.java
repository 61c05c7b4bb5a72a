package org.attestry.verifier.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The providers that are there. Each is self-tested before it is handed out, and nothing is registered with the platform.
 *
 * <p>A provider that fails its self-test is not replaced by another: the caller has to stop the process, since whatever made it fail
 * is worth knowing.
 */
public final class Cryptos {
    private Cryptos() {}

    /**
     * Begins to load the native provider, which takes a tenth of a second, while the caller goes on. It may be left out: whoever asks for
     * a provider loads it, or waits for it, and tests it.
     */
    public static void loadAhead() {
        var _ = Thread.ofPlatform().daemon().name("attestry-crypto-load").start(() -> {
            var _ = AmazonCorrettoCryptoProvider.INSTANCE;
        });
    }

    /**
     * Amazon Corretto Crypto Provider, where its native library loads.
     *
     * @throws SelfTestFailed if it loads and does not check signatures as it must
     */
    public static Optional<CryptoProvider> accp() {
        var accp = AmazonCorrettoCryptoProvider.INSTANCE;
        if (accp.getLoadingError() != null) return Optional.empty();
        return Optional.of(SelfTest.passed(new CryptoProvider("ACCP " + accp.getVersionStr(), accp)));
    }

    /**
     * BouncyCastle, which is always there.
     *
     * @throws SelfTestFailed if it does not check signatures as it must
     */
    public static CryptoProvider bouncyCastle() {
        var bouncyCastle = new BouncyCastleProvider();
        return SelfTest.passed(new CryptoProvider("BouncyCastle " + bouncyCastle.getVersionStr(), bouncyCastle));
    }

    /** The faster of those that are there, made at the first call and the same from then on. */
    public static CryptoProvider installed() {
        return Installed.PROVIDER;
    }

    private static final class Installed {
        static final CryptoProvider PROVIDER = accp().orElseGet(Cryptos::bouncyCastle);
    }
}
