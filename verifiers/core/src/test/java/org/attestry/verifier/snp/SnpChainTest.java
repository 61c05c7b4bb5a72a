package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.VerdictJson;
import org.attestry.verifier.testing.FakeEcKey;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key of a report leads to a root of the relying party, whoever sends the certificates between. */
class SnpChainTest {
    private static final List<SpoiltScene> SPOILT = List.of(
            untrusted(
                    "a leaf signed by nobody known",
                    s -> s.leafSigner = Scene.stranger().getPrivate()),
            untrusted(
                    "an issuer signed by nobody known",
                    s -> s.issuerSigner = Scene.stranger().getPrivate()),
            untrusted("a leaf of another issuer", s -> s.leaf.issuer("CN=SEV-Genoa")),
            untrusted("an issuer of another root", s -> s.issuer.issuer("CN=ARK-Genoa")),
            untrusted(
                    "an issuer with the key identifier of another root", s -> s.issuer.issuerKeyId(Bytes.of(1, 2, 3))),
            untrusted("an issuer with an empty key identifier", s -> s.issuer.issuerKeyId(Bytes.EMPTY)),
            untrusted("an issuer and a root with empty key identifiers", s -> {
                s.issuer.issuerKeyId(Bytes.EMPTY);
                s.root.keyId(Bytes.EMPTY);
            }),
            untrusted("a root that is not self-signed", s -> s.rootSigner = s.vendor.issuerKey(KeyKind.VCEK)),
            untrusted(
                    "the root of another vendor",
                    s -> s.replaced.put(
                            Roles.TRUST_ROOT,
                            List.of(Scene.of(Product.GENOA, KeyKind.VCEK).rootCertificate()))),
            untrusted("a root that only the attester offers", SnpChainTest::offeredOnly),
            untrusted("a root that comes among the intermediates", SnpChainTest::amongIntermediates),
            new SpoiltScene(
                    "a certificate that cannot be read",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.replaced.put(Roles.ENDORSEMENT_KEY_CERT, List.of(Bytes.of(0x30, 0)))),
            untrusted(
                    "an issuer that cannot be read",
                    s -> s.replaced.put(Roles.INTERMEDIATE, List.of(Bytes.of(0x30, 0)))));

    private static SpoiltScene untrusted(String name, Consumer<Scene> spoil) {
        return new SpoiltScene(name, Check.CHAIN, Reason.CHAIN_UNTRUSTED, spoil);
    }

    @TestFactory
    Stream<DynamicTest> aChainThatLeadsElsewhereIsRefused() {
        return SpoiltScene.tests(SPOILT);
    }

    @Test
    void theRelyingPartysRootCountsAndNotTheOneInTheTable() {
        var scene = Scene.milan();
        scene.offer();
        scene.replaced.put(
                Roles.TRUST_ROOT, List.of(Scene.of(Product.GENOA, KeyKind.VCEK).rootCertificate()));

        assertThat(scene.verify())
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.CHAIN_UNTRUSTED));
    }

    @Test
    void anAttachedTrustRootIsNotLookedAt() {
        var scene = Scene.milan().without(Roles.TRUST_ROOT);
        scene.attached.put(Roles.TRUST_ROOT, scene.rootCertificate());

        assertThat(scene.verify()).isInstanceOf(Verdict.Inconclusive.class);
    }

    @Test
    void certificatesMayComeWithTheEvidence() {
        var scene = Scene.milan();
        scene.offer();
        scene.without(Roles.INTERMEDIATE).without(Roles.ENDORSEMENT_KEY_CERT);

        assertThat(scene.verify()).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void amongManyCertificatesTheFittingOneIsTaken() {
        var scene = Scene.milan();
        var right = scene.leaf.signedBy(scene.leafSigner);
        var other = Scene.of(Product.MILAN, KeyKind.VLEK);
        var old = scene.vendor.certify(
                KeyKind.VCEK, new FakeEcKey(Scene.seeded(5)), scene.hardwareId, Bytes.copyOf(new byte[8]));
        var otherChip = scene.vendor.certify(
                KeyKind.VCEK,
                new FakeEcKey(Scene.seeded(6)),
                Bytes.copyOf(new byte[64]),
                SimulatedSnp.currentTcb(Product.MILAN));
        var vlek = other.leaf.signedBy(other.leafSigner);
        scene.replaced.put(Roles.ENDORSEMENT_KEY_CERT, List.of(Bytes.of(0x30, 0), vlek, old, otherChip, right));

        assertThat(scene.verify()).isInstanceOf(Verdict.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({"endorsement_key_cert", "intermediate", "trust_root"})
    void withoutAPartOfTheChainNothingIsConcluded(String role) {
        assertThat(Scene.milan().without(role).verify())
                .isInstanceOfSatisfying(Verdict.Inconclusive.class, inconclusive -> {
                    assertThat(inconclusive.reason()).isEqualTo(Reason.NO_ENDORSEMENT);
                    assertThat(inconclusive.detail()).isEqualTo(role);
                    assertThat(inconclusive.unauthenticated().toJson()).contains("\"product\":\"Milan\"");
                });
    }

    @Test
    void aReportWithoutProcessorTakesItsProductFromWhoeverWouldIssue() {
        var scene = Scene.of(Product.GENOA, KeyKind.VCEK).without(Roles.ENDORSEMENT_KEY_CERT);
        scene.report.version(2).cpuid(0, 0, 0);

        assertThat(scene.verify())
                .isInstanceOfSatisfying(
                        Verdict.Inconclusive.class,
                        inconclusive -> assertThat(
                                        inconclusive.unauthenticated().toJson())
                                .contains("\"product\":\"Genoa\""));
    }

    @Test
    void aKnownChainCostsOneSignatureAndIsValidOnlyWhenItIs() {
        var scene = Scene.milan();
        var endorsements = scene.endorsements();
        var first = Scene.VERIFIER.verify(scene.evidence(), scene.expected, endorsements, scene.at);

        long before = Scene.VERIFIER.signatureVerifications();
        var second = Scene.VERIFIER.verify(scene.evidence(), scene.expected, endorsements, scene.at);
        assertThat(Scene.VERIFIER.signatureVerifications() - before).isEqualTo(1);
        assertThat(VerdictJson.tree(second)).isEqualTo(VerdictJson.tree(first));

        var late = Instant.parse("2060-01-01T00:00:00Z");
        assertThat(Scene.VERIFIER.verify(scene.evidence(), scene.expected, endorsements, late))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.EXPIRED));
    }

    private static void offeredOnly(Scene scene) {
        scene.offer();
        scene.without(Roles.TRUST_ROOT);
    }

    private static void amongIntermediates(Scene scene) {
        scene.replaced.put(
                Roles.INTERMEDIATE, List.of(scene.issuer.signedBy(scene.issuerSigner), scene.rootCertificate()));
        scene.without(Roles.TRUST_ROOT);
    }
}
