package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.crypto.SignatureScheme;
import org.attestry.verifier.testing.FakeCrl;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A revoked certificate is refused, and so is a list that its issuer did not make. */
class SnpRevocationTest {
    private static final List<SpoiltScene> SPOILT = List.of(
            row("a revoked issuer", Reason.CERT_REVOKED, s -> s.rootList.revoke(0x10001)),
            row("a root that its own list names", Reason.CERT_REVOKED, s -> s.rootList.revoke(0x10000)),
            row("a revoked leaf", Reason.CERT_REVOKED, SnpRevocationTest::revokedLeaf),
            row(
                    "a list of an issuer that may not sign lists",
                    Reason.CRL_UNTRUSTED,
                    s -> s.furtherLists.add(issuersList(s).signedBy(s.leafSigner))),
            row("a list with another key identifier", Reason.CRL_UNTRUSTED, s -> s.rootList.issuerKeyId(Bytes.of(1))),
            row(
                    "a list signed by somebody else",
                    Reason.CRL_UNTRUSTED,
                    s -> s.rootListSigner = Scene.stranger().getPrivate()),
            row("a list of another issuer only", Reason.CRL_UNTRUSTED, s -> s.rootList.issuer("CN=ARK-Genoa")),
            row(
                    "a list with a critical extension",
                    Reason.CRL_UNTRUSTED,
                    s -> s.rootList.extension("1.2.3", true, Bytes.of(0x30, 0))),
            row(
                    "a list of some certificates only",
                    Reason.CRL_UNTRUSTED,
                    s -> s.rootList.extension("2.5.29.28", false, Bytes.of(0x30, 0))),
            row(
                    "a list of what has changed only",
                    Reason.CRL_UNTRUSTED,
                    s -> s.rootList.extension("2.5.29.27", false, Bytes.of(2, 1, 1))),
            row(
                    "a list with certificates of another issuer",
                    Reason.CRL_UNTRUSTED,
                    s -> s.rootList.revoke(7, "2.5.29.29", false, Bytes.of(0x30, 0))),
            row(
                    "a list with a critical extension of an entry",
                    Reason.CRL_UNTRUSTED,
                    s -> s.rootList.revoke(7, "1.2.3", true, Bytes.of(5, 0))),
            row(
                    "a list signed with SHA-256",
                    Reason.CRL_UNTRUSTED,
                    s -> s.rootList.scheme(SignatureScheme.RSA_PSS_SHA256)),
            row(
                    "a list signed by PKCS #1",
                    Reason.CRL_UNTRUSTED,
                    s -> s.rootList.scheme(SignatureScheme.RSA_PKCS1_SHA384)),
            row(
                    "a list that cannot be read",
                    Reason.CRL_UNTRUSTED,
                    s -> s.replaced.put(Roles.CRL, List.of(Bytes.of(0x30, 0)))));

    private static SpoiltScene row(String name, Reason reason, Consumer<Scene> spoil) {
        return new SpoiltScene(name, Check.REVOCATION, reason, spoil);
    }

    @TestFactory
    Stream<DynamicTest> whatIsRevokedAndListsThatCannotTellAreRefused() {
        return SpoiltScene.tests(SPOILT);
    }

    @Test
    void withoutAListRevocationIsWaivedByName() {
        var accepted = Scene.milan().without(Roles.CRL).accepted();

        assertThat(accepted.passed()).doesNotContain(Check.REVOCATION);
        assertThat(accepted.waived()).containsOnlyKeys(Check.REVOCATION);
    }

    @Test
    void anEntryMaySayWhyItWasRevoked() {
        var scene = Scene.milan();
        scene.rootList.revoke(7, "2.5.29.21", false, Bytes.of(0x0a, 1, 1));

        assertThat(scene.accepted().passed()).contains(Check.REVOCATION);
    }

    @Test
    void listsOfOtherIssuersBesideTheRightOneArePassedOver() {
        var scene = Scene.milan();
        scene.furtherLists.add(Scene.of(Product.GENOA, KeyKind.VCEK).vendor.crl());

        assertThat(scene.verify()).isInstanceOf(Verdict.Accepted.class);
    }

    private static void revokedLeaf(Scene scene) {
        scene.issuer.usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
        scene.furtherLists.add(issuersList(scene).revoke(0).signedBy(scene.leafSigner));
    }

    private static FakeCrl issuersList(Scene scene) {
        return new FakeCrl(
                scene.vendor.issuerName(scene.kind), scene.at.minus(Scene.YEARS), scene.at.plus(Scene.YEARS));
    }
}
