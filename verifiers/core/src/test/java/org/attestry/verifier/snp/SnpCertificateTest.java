package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.crypto.Oids;
import org.attestry.verifier.crypto.SignatureScheme;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A certificate whose signature holds is refused all the same where it is not made as AMD makes it. */
class SnpCertificateTest {
    private static final Bytes NULL = Bytes.of(5, 0);

    private static final List<SpoiltScene> SPOILT = List.of(
            row(
                    "a leaf whose key is RSA",
                    s -> s.leaf.publicKey(
                            Bytes.copyOf(Scene.stranger().getPublic().getEncoded()))),
            row("a leaf that is an authority", s -> s.leaf.authority(0)),
            row("a leaf signed with SHA-256", s -> s.leaf.scheme(SignatureScheme.RSA_PSS_SHA256)),
            row("an issuer signed by PKCS #1", s -> s.issuer.scheme(SignatureScheme.RSA_PKCS1_SHA384)),
            row("a root signed with SHA-512", s -> s.root.scheme(SignatureScheme.RSA_PSS_SHA512)),
            row("an unknown critical extension in the leaf", s -> s.leaf.extension("1.2.3", true, NULL)),
            row("an unknown critical extension in the issuer", s -> s.issuer.extension("1.2.3", true, NULL)),
            row("an unknown critical extension in the root", s -> s.root.extension("1.2.3", true, NULL)),
            row("an issuer of VLEKs for a VCEK", SnpCertificateTest::wrongIssuer),
            row("a root with another name", SnpCertificateTest::wrongRootName),
            row("an issuer that is no authority", s -> s.issuer.without(Oids.BASIC_CONSTRAINTS)),
            row("a root that is no authority", s -> s.root.without(Oids.BASIC_CONSTRAINTS)),
            row("an issuer that may not sign certificates", s -> s.issuer.usage(KeyUsage.digitalSignature)),
            row("an issuer without key usage", s -> s.issuer.without(Oids.KEY_USAGE)),
            row("a root that may not sign certificates", s -> s.root.usage(KeyUsage.cRLSign)),
            row("a root that allows no authority below it", s -> s.root.authority(0)),
            row("a leaf of version 1", s -> s.leaf.version(0)),
            row("a leaf that is neither VCEK nor VLEK", s -> s.leaf.subject("CN=SEV-PEK")),
            row(
                    "a leaf of an unknown product",
                    s -> s.leaf.extension(
                            EndorsementKey.PRODUCT_NAME, false, Bytes.concat(Bytes.of(0x16, 4), Bytes.utf8("Rome")))),
            row(
                    "a leaf with an empty product",
                    s -> s.leaf.extension(EndorsementKey.PRODUCT_NAME, false, Bytes.of(0x16, 0))),
            row("a leaf without structure version", s -> s.leaf.without(EndorsementKey.STRUCT_VERSION)),
            row(
                    "a leaf of structure version 2",
                    s -> s.leaf.extension(EndorsementKey.STRUCT_VERSION, false, Bytes.of(2, 1, 2))),
            row("a VCEK without hardware identifier", s -> s.leaf.without(EndorsementKey.HARDWARE_ID)),
            row(
                    "a VCEK with a short hardware identifier",
                    s -> s.leaf.extension(EndorsementKey.HARDWARE_ID, false, Bytes.of(4, 1, 7))),
            row(
                    "a VCEK that is lent to a provider",
                    s -> s.leaf.extension(EndorsementKey.PROVIDER, false, Bytes.of(0x16, 1, 'x'))),
            row(
                    "a VCEK with octets behind a version",
                    s -> s.leaf.extension("1.3.6.1.4.1.3704.1.3.1", false, Bytes.of(2, 1, 10, 0))),
            row(
                    "a VCEK of Milan with a version that Turin has",
                    s -> s.leaf.extension("1.3.6.1.4.1.3704.1.3.9", false, Bytes.of(2, 1, 0))),
            row(
                    "a VCEK with a version that no product has",
                    s -> s.leaf.extension("1.3.6.1.4.1.3704.1.3.77", false, Bytes.of(2, 1, 0))),
            row(
                    "an issuer whose key usage has unused bits",
                    s -> s.issuer.extension(Oids.KEY_USAGE, true, Bytes.of(3, 2, 1, 7))),
            row("a VCEK without microcode version", s -> s.leaf.without("1.3.6.1.4.1.3704.1.3.8")));

    private static SpoiltScene row(String name, Consumer<Scene> spoil) {
        return new SpoiltScene(name, Check.CHAIN, Reason.CERT_PROFILE, spoil);
    }

    @TestFactory
    Stream<DynamicTest> aCertificateOutsideOfItsProfileIsRefused() {
        return SpoiltScene.tests(SPOILT);
    }

    @Test
    void aVcekOfTurinHasNoVersionOfMilan() {
        var scene = Scene.of(Product.TURIN, KeyKind.VCEK);
        assertThat(scene.verify()).isInstanceOf(Verdict.Accepted.class);

        scene.leaf.extension("1.3.6.1.4.1.3704.1.3.4", false, Bytes.of(2, 1, 0));
        assertThat(scene.verify())
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.CERT_PROFILE));
    }

    /** A VCEK that the issuer of VLEKs signed: every signature holds. */
    private static void wrongIssuer(Scene scene) {
        scene.leaf.issuer(scene.vendor.issuerName(KeyKind.VLEK));
        scene.leafSigner = scene.vendor.issuerKey(KeyKind.VLEK);
        scene.issuer = scene.vendor.issuerTemplate(KeyKind.VLEK);
    }

    private static void wrongRootName(Scene scene) {
        scene.root.subject("CN=ARK-Rome").issuer("CN=ARK-Rome");
        scene.issuer.issuer("CN=ARK-Rome");
        scene.rootList.issuer("CN=ARK-Rome");
    }
}
