package org.attestry.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.verifier.testing.FakeAmdKeys;
import org.attestry.verifier.testing.FakeCertificate;
import org.attestry.verifier.testing.FakeCrl;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class CertificateTest {
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2051-01-01T00:00:00Z");
    private static final FakeAmdKeys KEYS = FakeAmdKeys.shared(FakeAmdKeys.QUICK, random());
    private static final CryptoProvider CRYPTO = Cryptos.bouncyCastle();

    @Test
    void everyFieldIsRead() {
        var read = Certificate.parse(template()
                .serial(77)
                .authority(3)
                .usage(KeyUsage.keyCertSign | KeyUsage.digitalSignature)
                .keyId(Bytes.of(1, 2))
                .issuerKeyId(Bytes.of(3, 4))
                .purposes("1.2.3", "1.2.4")
                .signedBy(KEYS.ark().getPrivate()));

        assertThat(read.serial()).isEqualTo(BigInteger.valueOf(77));
        assertThat(read.subject().commonName()).contains("subject");
        assertThat(read.issuer().commonName()).contains("issuer");
        assertThat(read.notBefore()).isEqualTo(FROM);
        assertThat(read.notAfter()).isEqualTo(TO);
        assertThat(read.isAuthority()).isTrue();
        assertThat(read.pathLength()).hasValue(3);
        assertThat(read.allows(Certificate.Usage.KEY_CERT_SIGN)).isTrue();
        assertThat(read.allows(Certificate.Usage.DIGITAL_SIGNATURE)).isTrue();
        assertThat(read.allows(Certificate.Usage.CRL_SIGN)).isFalse();
        assertThat(read.subjectKeyId()).contains(Bytes.of(1, 2));
        assertThat(read.authorityKeyId()).contains(Bytes.of(3, 4));
        assertThat(read.purposes()).containsExactlyInAnyOrder("1.2.3", "1.2.4");
        assertThat(read.criticalExtensionsAmong(Set.of(Oids.BASIC_CONSTRAINTS, Oids.KEY_USAGE)))
                .isTrue();
        assertThat(read.criticalExtensionsAmong(Set.of(Oids.KEY_USAGE))).isFalse();
        assertThat(read.signedBy(CRYPTO.key(PublicKeyInfo.parse(publicKey())))).isTrue();
    }

    @Test
    void whatIsNotThereIsAbsent() {
        var read = Certificate.parse(template().signedBy(KEYS.ark().getPrivate()));

        assertThat(read.isAuthority()).isFalse();
        assertThat(read.pathLength()).isEmpty();
        assertThat(read.allows(Certificate.Usage.KEY_CERT_SIGN)).isFalse();
        assertThat(read.subjectKeyId()).isEmpty();
        assertThat(read.authorityKeyId()).isEmpty();
        assertThat(read.purposes()).isEmpty();
        assertThat(read.toString()).isEqualTo("subject");
    }

    @Test
    void aCertificateOfAnotherLengthOrVersionIsRefused() {
        var der = template().signedBy(KEYS.ark().getPrivate());
        assertThatThrownBy(() -> Certificate.parse(Bytes.concat(der, Bytes.of(0))))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Certificate.parse(der.slice(0, der.size() - 1)))
                .isInstanceOf(Malformed.class);
        var version1 = template().version(0).signedBy(KEYS.ark().getPrivate());
        assertThatThrownBy(() -> Certificate.parse(version1)).isInstanceOf(Malformed.class);
    }

    @Test
    void theAlgorithmOutsideOfTheSignedPartIsTheOneWithin() {
        var certificate = template()
                .scheme(SignatureScheme.RSA_PKCS1_SHA384)
                .signedBy(KEYS.ark().getPrivate());
        var list = new FakeCrl("CN=subject", FROM, TO)
                .scheme(SignatureScheme.RSA_PKCS1_SHA384)
                .signedBy(KEYS.ark().getPrivate());
        assertThat(Certificate.parse(certificate).scheme()).isEqualTo(SignatureScheme.RSA_PKCS1_SHA384);
        assertThat(Crl.parse(list).scheme()).isEqualTo(SignatureScheme.RSA_PKCS1_SHA384);

        var outside = "signature: not the algorithm outside the signed part";
        assertThatThrownBy(() -> Certificate.parse(sha256Outside(certificate))).hasMessage(outside);
        assertThatThrownBy(() -> Crl.parse(sha256Outside(list))).hasMessage(outside);
    }

    private static Bytes sha256Outside(Bytes signed) {
        var sha384 = "06092a864886f70d01010c";
        int at = signed.hex().lastIndexOf(sha384);
        return Bytes.fromHex(signed.hex().substring(0, at)
                + "06092a864886f70d01010b"
                + signed.hex().substring(at + sha384.length()));
    }

    @Test
    void aSaltOfAnotherLengthThanTheHashIsRefused() {
        var der = template()
                .scheme(SignatureScheme.RSA_PSS_SHA384)
                .signedBy(KEYS.ark().getPrivate());
        var otherSalt = Bytes.fromHex(der.hex().replace("a203020130", "a203020120"));

        assertThat(otherSalt).isNotEqualTo(der);
        assertThatThrownBy(() -> Certificate.parse(otherSalt)).hasMessage("saltLength: not 48");
    }

    @Test
    void aCriticalExtensionSaysSoAndAnotherSaysNothing() {
        assertThat(extensions("3009 06022a03 0101ff 0400")).containsOnlyKeys("1.2.3");
        assertThat(extensions("3006 06022a03 0400")).containsOnlyKeys("1.2.3");
        assertThatThrownBy(() -> extensions("3009 06022a03 010100 0400")).hasMessage("critical: default written out");
    }

    private static Map<String, Extension> extensions(String one) {
        var extension = Bytes.fromHex(one.replace(" ", ""));
        return Extension.parseAll(new DerReader(Bytes.concat(Bytes.of(0x30, extension.size()), extension)));
    }

    @Test
    void noFlippedBitIsStillSigned() {
        var der = template().signedBy(KEYS.ark().getPrivate());
        var key = CRYPTO.key(PublicKeyInfo.parse(publicKey()));
        for (int octet = 0; octet < der.size(); octet++) {
            var octets = der.toArray();
            octets[octet] ^= 1;
            assertThat(stillSigned(Bytes.copyOf(octets), key))
                    .as("octet " + octet)
                    .isFalse();
        }
    }

    private static boolean stillSigned(Bytes der, VerifyingKey key) {
        try {
            return Certificate.parse(der).signedBy(key);
        } catch (Malformed malformed) {
            return false;
        }
    }

    @Test
    void aListIsReadAndItsIssuerFoundByNameAndKeyIdentifier() {
        var list = Crl.parse(new FakeCrl("CN=subject", FROM, TO)
                .issuerKeyId(Bytes.of(1))
                .revoke(5)
                .revoke(6)
                .signedBy(KEYS.ark().getPrivate()));

        assertThat(list.revoked()).containsExactlyInAnyOrder(BigInteger.valueOf(5), BigInteger.valueOf(6));
        assertThat(list.namesIssuer(authority(template().keyId(Bytes.of(1))))).isTrue();
        assertThat(list.namesIssuer(authority(template()))).isTrue();
        assertThat(list.namesIssuer(authority(template().keyId(Bytes.of(2))))).isFalse();
        assertThat(list.namesIssuer(authority(template().subject("CN=other")))).isFalse();
        assertThat(list.signedBy(CRYPTO.key(PublicKeyInfo.parse(publicKey())))).isTrue();
    }

    private static Certificate authority(FakeCertificate template) {
        return Certificate.parse(template.signedBy(KEYS.ark().getPrivate()));
    }

    private static FakeCertificate template() {
        return new FakeCertificate("CN=subject", "CN=issuer", publicKey(), FROM, TO);
    }

    private static Bytes publicKey() {
        return Bytes.copyOf(KEYS.ark().getPublic().getEncoded());
    }

    private static SecureRandom random() {
        try {
            return SecureRandom.getInstance("SHA1PRNG");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
