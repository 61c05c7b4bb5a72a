package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateBuiltinsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static String chain = "";

    @BeforeAll
    static void makeAChain() throws Exception {
        var rootKey = key();
        var leafKey = key();
        var root = certificate("CN=root", rootKey, rootKey, true);
        var leaf = certificate("CN=leaf", leafKey, rootKey, false);
        chain = pem(root) + pem(leaf);
    }

    private static KeyPair key() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    @SuppressWarnings("JavaUtilDate") // Bouncy Castle takes no other
    private static X509CertificateHolder certificate(String subject, KeyPair key, KeyPair issuer, boolean root)
            throws Exception {
        var builder = new X509v3CertificateBuilder(
                new X500Name("CN=root"),
                BigInteger.valueOf(root ? 1 : 2),
                java.util.Date.from(NOW.minusSeconds(3_600)),
                java.util.Date.from(NOW.plusSeconds(3_600)),
                new X500Name(subject),
                SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(root));
        if (!root) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            var names = new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "*.opa.example"),
                new GeneralName(GeneralName.iPAddress, "10.0.0.1")
            };
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate()));
    }

    private static String pem(X509CertificateHolder certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static String value(String rule) throws Exception {
        var policy = Policies.compile("data.p.x", "package p\nx := " + rule);
        var input = RegoObject.of(
                "chain", RegoString.of(chain), "now", RegoNumber.of(NOW.getEpochSecond() * 1_000_000_000L));
        return policy.evaluate("data.p.x", input, Policies.OPTIONS)
                .value()
                .map(RegoValue::toString)
                .orElse("undefined");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "{} ~ false",
                "{\"KeyUsages\": [\"KeyUsageServerAuth\"]} ~ false",
                "{\"KeyUsages\": [\"KeyUsageClientAuth\"]} ~ true",
                "{\"KeyUsages\": {\"KeyUsageServerAuth\", \"KeyUsageClientAuth\"}} ~ true",
                "{\"KeyUsages\": [\"KeyUsageAny\"]} ~ true",
                "{\"KeyUsages\": [\"KeyUsageAny\"], \"DNSName\": \"a.OPA.example\"} ~ true",
                "{\"KeyUsages\": [\"KeyUsageAny\"], \"DNSName\": \"a.b.opa.example\"} ~ false",
                "{\"KeyUsages\": [\"KeyUsageAny\"], \"DNSName\": \"10.0.0.1\"} ~ true",
                "{\"KeyUsages\": [\"KeyUsageAny\"], \"DNSName\": \"10.0.0.2\"} ~ false",
                "{\"KeyUsages\": [\"KeyUsageAny\"], \"CurrentTime\": input.now} ~ true",
                "{\"KeyUsages\": [\"KeyUsageAny\"], \"CurrentTime\": input.now + 7200000000000} ~ false",
                "{\"KeyUsages\": [\"nothing\"]} ~ undefined",
                "{\"KeyUsages\": \"KeyUsageAny\"} ~ undefined",
                "{\"CurrentTime\": \"now\"} ~ undefined",
                "{\"MaxConstraintComparisons\": 1.5} ~ undefined",
                "{\"Roots\": 1} ~ undefined",
            })
    void aChainIsGoodForWhatTheOptionsAsk(String options, String expected) throws Exception {
        assertThat(value("crypto.x509.parse_and_verify_certificates_with_options(input.chain, " + options + ")[0]"))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "crypto.x509.parse_and_verify_certificates(input.chain)[0] ~ false",
                "count(crypto.x509.parse_certificates(input.chain)) ~ 2",
                "crypto.x509.parse_certificates(\"\") ~ []",
                "crypto.x509.parse_certificates(concat(\"\", [\" \", input.chain])) ~ undefined",
                "crypto.x509.parse_certificates(replace(input.chain, \"CERTIFICATE\", \"PUBLIC KEY\")) ~ undefined",
                "crypto.x509.parse_rsa_private_key(input.chain) ~ null",
                "crypto.x509.parse_rsa_private_key(\"\") ~ undefined",
            })
    void whatIsNoCertificateIsTold(String expression, String expected) throws Exception {
        assertThat(value(expression)).isEqualTo(expected);
    }
}
