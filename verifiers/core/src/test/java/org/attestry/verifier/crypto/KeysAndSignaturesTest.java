package org.attestry.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.verifier.crypto.SelfTest.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysAndSignaturesTest {
    @ParameterizedTest
    @EnumSource(Curve.class)
    void numbersOfASignatureLieBetweenOneAndTheOrder(Curve curve) {
        var one = BigInteger.ONE;
        var n = curve.order();
        assertThat(new EcdsaSignature(one, n.subtract(one)).fits(curve)).isTrue();
        for (var bad : List.of(BigInteger.ZERO, n, one.negate(), n.add(one))) {
            assertThat(new EcdsaSignature(bad, one).fits(curve)).isFalse();
            assertThat(new EcdsaSignature(one, bad).fits(curve)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Curve.class)
    void derOfTheLargestNumbersIsReadBack(Curve curve) {
        var largest = curve.order().subtract(BigInteger.ONE);
        var signature = new EcdsaSignature(largest, largest);

        assertThat(EcdsaSignature.fromDer(Bytes.copyOf(signature.toDer()))).isEqualTo(signature);
    }

    @Test
    void aRawSignatureHasOneLength() {
        var raw = Bytes.concat(Bytes.copyOf(new byte[47]), Bytes.of(1), Bytes.copyOf(new byte[47]), Bytes.of(2));

        assertThat(EcdsaSignature.fromRaw(Curve.P384, raw))
                .isEqualTo(new EcdsaSignature(BigInteger.ONE, BigInteger.TWO));
        assertThatThrownBy(() -> EcdsaSignature.fromRaw(Curve.P256, raw)).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> EcdsaSignature.fromRaw(Curve.P384, raw.slice(1, 96)))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void everyBitOfAPointMatters() {
        var der = key(SignatureScheme.ECDSA_SHA384);
        var point = ((PublicKeyInfo.Ec) PublicKeyInfo.parse(der)).point();
        assertThat(Curve.P384.contains(point)).isTrue();
        for (int bit = 0; bit < 8 * point.size(); bit++) {
            var octets = point.toArray();
            octets[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(Curve.P384.contains(Bytes.copyOf(octets))).isFalse();
        }
    }

    @Test
    void coordinatesBeyondThePrimeAreNotOnTheCurve() {
        assertThat(Curve.P256.contains(Bytes.concat(Bytes.of(4), Bytes.fromHex("ff".repeat(64)))))
                .isFalse();
        assertThat(Curve.P256.contains(Bytes.of(0))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(SignatureScheme.class)
    void aKeyWithOctetsBehindItOrCutShortIsRefused(SignatureScheme scheme) {
        var der = key(scheme);
        assertThat(PublicKeyInfo.parse(der).der()).isEqualTo(der);
        assertThatThrownBy(() -> PublicKeyInfo.parse(Bytes.concat(der, Bytes.of(0))))
                .isInstanceOf(Malformed.class);
        for (int length = 0; length < der.size(); length++) {
            var cut = der.slice(0, length);
            assertThatThrownBy(() -> PublicKeyInfo.parse(cut)).isInstanceOf(Malformed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "300d06092a864886f70d0101010500", // RSA-PKCS1 without hash
                "300d06092a864886f70d0101050500", // SHA-1 with RSA
                "300b06092a864886f70d01010c", // SHA-384 with RSA, parameters missing
                "300b06092a864886f70d01010a", // RSASSA-PSS with the defaults, which are SHA-1
                "300d06092a864886f70d01010a3000", // the same, written out
                "300c06082a8648ce3d0403030500", // ECDSA with parameters
            })
    void otherSignatureAlgorithmsAreRefused(String hex) {
        assertThatThrownBy(() -> AlgorithmIdentifier.scheme(Bytes.fromHex(hex))).isInstanceOf(Malformed.class);
    }

    private static Bytes key(SignatureScheme scheme) {
        return SelfTest.vectors().stream()
                .filter(vector -> vector.scheme() == scheme)
                .map(Vector::key)
                .findFirst()
                .orElseThrow();
    }
}
