package org.attestry.verifier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.crypto.Cryptos;
import org.attestry.verifier.snp.KeyKind;
import org.attestry.verifier.snp.Product;
import org.attestry.verifier.snp.SnpVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedSnpTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Bytes REPORT_DATA = Bytes.utf8("challenge").sha512();
    private static final SnpVerifier VERIFIER = new SnpVerifier(Cryptos.bouncyCastle());

    private final SecureRandom random = seeded(1);

    @ParameterizedTest
    @CsvSource({"MILAN, VCEK", "GENOA, VCEK", "TURIN, VCEK", "MILAN, VLEK", "TURIN, VLEK"})
    void evidenceOfAConfiguredVendorIsAccepted(Product product, KeyKind kind) {
        var vendor = vendor(product);
        var guest = SimulatedSnp.on(vendor, kind, SimulatedSnp.currentTcb(product), random);

        var verdict = verify(guest, vendor.trusted());

        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void aVendorThatNobodyNamedIsNotBelieved(Product product) {
        var verdict = verify(SimulatedSnp.on(vendor(product), random), Endorsements.NONE);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.CHAIN_UNTRUSTED));
    }

    @Test
    void evidenceThatAProviderSignedIsAccepted() {
        var vendor = vendor(Product.GENOA);
        var guest =
                SimulatedSnp.on(vendor, random).signingBy(Cryptos.bouncyCastle().jca());

        assertThat(verify(guest, vendor.trusted())).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void theSameRandomNumbersGiveTheSameEvidence() {
        var first = SimulatedSnp.on(vendor(Product.MILAN), seeded(7)).attest(REPORT_DATA);
        var second = SimulatedSnp.on(vendor(Product.MILAN), seeded(7)).attest(REPORT_DATA);

        assertThat(first.body()).isEqualTo(second.body());
    }

    @Test
    void twoReportsOfOneGuestDiffer() {
        var guest = SimulatedSnp.on(vendor(Product.MILAN), random);

        assertThat(guest.attest(REPORT_DATA).body())
                .isNotEqualTo(guest.attest(REPORT_DATA.sha512()).body());
    }

    private FakeAmd vendor(Product product) {
        return new FakeAmd(product, FakeAmdKeys.shared(FakeAmdKeys.QUICK, random), NOW);
    }

    private static Verdict verify(SimulatedSnp guest, Endorsements endorsements) {
        return VERIFIER.verify(guest.attest(REPORT_DATA), new Expected.Bound(REPORT_DATA), endorsements, NOW);
    }

    private static SecureRandom seeded(long seed) {
        try {
            var random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed);
            return random;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
