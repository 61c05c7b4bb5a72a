package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.VerdictJson;
import org.attestry.verifier.crypto.Oids;
import org.attestry.verifier.crypto.SignatureScheme;
import org.attestry.verifier.testing.FakeCertificateTable;
import org.attestry.verifier.testing.FakeCrl;
import org.attestry.verifier.testing.FakeEcKey;
import org.attestry.verifier.testing.SimulatedSnp;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check refuses by itself, with its own reason, when everything else is good. */
class SnpVerifierTest {
    private static final Duration YEARS = Duration.ofDays(30 * 365L);
    private static final Bytes NULL = Bytes.of(5, 0);

    private record Row(String name, Check check, Reason reason, Consumer<Scene> spoil) {}

    private static Row row(String name, Check check, Reason reason, Consumer<Scene> spoil) {
        return new Row(name, check, reason, spoil);
    }

    private static final List<Row> FORMAT = List.of(
            row("evidence of another format", Check.FORMAT, Reason.WRONG_FORMAT, s -> s.format = "tdx-quote-v4"),
            row("a report of version 1", Check.FORMAT, Reason.UNSUPPORTED_VERSION, s -> s.report.version(1)),
            row("a report of version 6", Check.FORMAT, Reason.UNSUPPORTED_VERSION, s -> s.report.version(6)),
            row(
                    "another signature algorithm",
                    Check.FORMAT,
                    Reason.UNSUPPORTED_ALGORITHM,
                    s -> s.report.signatureAlgorithm(2)),
            row(
                    "a report that says it is not signed",
                    Check.FORMAT,
                    Reason.NOT_ATTESTABLE,
                    s -> s.report.keyInfo(7 << 2)),
            row("a reserved signing key", Check.FORMAT, Reason.MALFORMED, s -> s.report.keyInfo(2 << 2)),
            row("a reserved flag", Check.FORMAT, Reason.MALFORMED, s -> s.report.keyInfo(1 << 5)),
            row("a policy without bit 17", Check.FORMAT, Reason.MALFORMED, s -> s.report.policy(0x10000)),
            row(
                    "a policy with a reserved bit",
                    Check.FORMAT,
                    Reason.MALFORMED,
                    s -> s.report.policy(0x30000 | 1L << 26)),
            row(
                    "a malformed table of certificates",
                    Check.FORMAT,
                    Reason.MALFORMED,
                    s -> s.attached.put("auxblob", Bytes.of(1))));

    private static final List<Row> CHAIN = List.of(
            row(
                    "a leaf signed by nobody known",
                    Check.CHAIN,
                    Reason.CHAIN_UNTRUSTED,
                    s -> s.leafSigner = Scene.stranger().getPrivate()),
            row(
                    "an issuer signed by nobody known",
                    Check.CHAIN,
                    Reason.CHAIN_UNTRUSTED,
                    s -> s.issuerSigner = Scene.stranger().getPrivate()),
            row("a leaf of another issuer", Check.CHAIN, Reason.CHAIN_UNTRUSTED, s -> s.leaf.issuer("CN=SEV-Genoa")),
            row("an issuer of another root", Check.CHAIN, Reason.CHAIN_UNTRUSTED, s -> s.issuer.issuer("CN=ARK-Genoa")),
            row(
                    "an issuer with the key identifier of another root",
                    Check.CHAIN,
                    Reason.CHAIN_UNTRUSTED,
                    s -> s.issuer.issuerKeyId(Bytes.of(1, 2, 3))),
            row(
                    "an issuer with an empty key identifier",
                    Check.CHAIN,
                    Reason.CHAIN_UNTRUSTED,
                    s -> s.issuer.issuerKeyId(Bytes.EMPTY)),
            row(
                    "a root that is not self-signed",
                    Check.CHAIN,
                    Reason.CHAIN_UNTRUSTED,
                    s -> s.rootSigner = s.vendor.issuerKey(KeyKind.VCEK)),
            row(
                    "the root of another vendor",
                    Check.CHAIN,
                    Reason.CHAIN_UNTRUSTED,
                    s -> s.replaced.put(
                            Roles.TRUST_ROOT,
                            List.of(Scene.of(Product.GENOA, KeyKind.VCEK).rootCertificate()))),
            row(
                    "a root that only the attester offers",
                    Check.CHAIN,
                    Reason.CHAIN_UNTRUSTED,
                    SnpVerifierTest::offeredOnly),
            row(
                    "a root that comes among the intermediates",
                    Check.CHAIN,
                    Reason.CHAIN_UNTRUSTED,
                    SnpVerifierTest::amongIntermediates),
            row(
                    "a certificate that cannot be read",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.replaced.put(Roles.ENDORSEMENT_KEY_CERT, List.of(Bytes.of(0x30, 0)))),
            row(
                    "an issuer that cannot be read",
                    Check.CHAIN,
                    Reason.CHAIN_UNTRUSTED,
                    s -> s.replaced.put(Roles.INTERMEDIATE, List.of(Bytes.of(0x30, 0)))));

    private static final List<Row> PROFILE = List.of(
            row(
                    "a leaf whose key is RSA",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.publicKey(
                            Bytes.copyOf(Scene.stranger().getPublic().getEncoded()))),
            row("a leaf that is an authority", Check.CHAIN, Reason.CERT_PROFILE, s -> s.leaf.authority(0)),
            row(
                    "a leaf signed with SHA-256",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.scheme(SignatureScheme.RSA_PSS_SHA256)),
            row(
                    "an issuer signed by PKCS #1",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.issuer.scheme(SignatureScheme.RSA_PKCS1_SHA384)),
            row(
                    "a root signed with SHA-512",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.root.scheme(SignatureScheme.RSA_PSS_SHA512)),
            row(
                    "an unknown critical extension in the leaf",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.extension("1.2.3", true, NULL)),
            row(
                    "an unknown critical extension in the issuer",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.issuer.extension("1.2.3", true, NULL)),
            row(
                    "an unknown critical extension in the root",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.root.extension("1.2.3", true, NULL)),
            row("an issuer of VLEKs for a VCEK", Check.CHAIN, Reason.CERT_PROFILE, SnpVerifierTest::wrongIssuer),
            row("a root with another name", Check.CHAIN, Reason.CERT_PROFILE, SnpVerifierTest::wrongRootName),
            row(
                    "an issuer that is no authority",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.issuer.without(Oids.BASIC_CONSTRAINTS)),
            row(
                    "a root that is no authority",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.root.without(Oids.BASIC_CONSTRAINTS)),
            row(
                    "an issuer that may not sign certificates",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.issuer.usage(KeyUsage.digitalSignature)),
            row("an issuer without key usage", Check.CHAIN, Reason.CERT_PROFILE, s -> s.issuer.without(Oids.KEY_USAGE)),
            row(
                    "a root that may not sign certificates",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.root.usage(KeyUsage.cRLSign)),
            row("a root that allows no authority below it", Check.CHAIN, Reason.CERT_PROFILE, s -> s.root.authority(0)),
            row("a leaf of version 1", Check.CHAIN, Reason.CERT_PROFILE, s -> s.leaf.version(0)),
            row(
                    "a leaf that is neither VCEK nor VLEK",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.subject("CN=SEV-PEK")),
            row(
                    "a leaf of an unknown product",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.extension(
                            EndorsementKey.PRODUCT_NAME, false, Bytes.concat(Bytes.of(0x16, 4), Bytes.utf8("Rome")))),
            row(
                    "a leaf with an empty product",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.extension(EndorsementKey.PRODUCT_NAME, false, Bytes.of(0x16, 0))),
            row(
                    "a leaf without structure version",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.without(EndorsementKey.STRUCT_VERSION)),
            row(
                    "a leaf of structure version 2",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.extension(EndorsementKey.STRUCT_VERSION, false, Bytes.of(2, 1, 2))),
            row(
                    "a VCEK without hardware identifier",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.without(EndorsementKey.HARDWARE_ID)),
            row(
                    "a VCEK with a short hardware identifier",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.extension(EndorsementKey.HARDWARE_ID, false, Bytes.of(4, 1, 7))),
            row(
                    "a VCEK that is lent to a provider",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.extension(EndorsementKey.PROVIDER, false, Bytes.of(0x16, 1, 'x'))),
            row(
                    "a VCEK with octets behind a version",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.extension("1.3.6.1.4.1.3704.1.3.1", false, Bytes.of(2, 1, 10, 0))),
            row(
                    "a VCEK without microcode version",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    s -> s.leaf.without("1.3.6.1.4.1.3704.1.3.8")));

    private static final List<Row> REVOCATION = List.of(
            row("a revoked issuer", Check.REVOCATION, Reason.CERT_REVOKED, s -> s.rootList.revoke(0x10001)),
            row("a revoked leaf", Check.REVOCATION, Reason.CERT_REVOKED, SnpVerifierTest::revokedLeaf),
            row(
                    "a list of an issuer that may not sign lists",
                    Check.REVOCATION,
                    Reason.CRL_UNTRUSTED,
                    s -> s.furtherLists.add(issuersList(s).signedBy(s.leafSigner))),
            row(
                    "a list with another key identifier",
                    Check.REVOCATION,
                    Reason.CRL_UNTRUSTED,
                    s -> s.rootList.issuerKeyId(Bytes.of(1))),
            row(
                    "a list signed by somebody else",
                    Check.REVOCATION,
                    Reason.CRL_UNTRUSTED,
                    s -> s.rootListSigner = Scene.stranger().getPrivate()),
            row(
                    "a list of another issuer only",
                    Check.REVOCATION,
                    Reason.CRL_UNTRUSTED,
                    s -> s.rootList.issuer("CN=ARK-Genoa")),
            row(
                    "a list with a critical extension",
                    Check.REVOCATION,
                    Reason.CRL_UNTRUSTED,
                    s -> s.rootList.extension("2.5.29.28", true, Bytes.of(0x30, 0))),
            row(
                    "a list that cannot be read",
                    Check.REVOCATION,
                    Reason.CRL_UNTRUSTED,
                    s -> s.replaced.put(Roles.CRL, List.of(Bytes.of(0x30, 0)))));

    private static final List<Row> VALIDITY = List.of(
            row(
                    "a leaf that has expired",
                    Check.VALIDITY,
                    Reason.EXPIRED,
                    s -> s.leaf.valid(s.at.minus(YEARS), s.at.minusSeconds(1))),
            row(
                    "a leaf that is not valid yet",
                    Check.VALIDITY,
                    Reason.NOT_YET_VALID,
                    s -> s.leaf.valid(s.at.plusSeconds(1), s.at.plus(YEARS))),
            row(
                    "an issuer that has expired",
                    Check.VALIDITY,
                    Reason.EXPIRED,
                    s -> s.issuer.valid(s.at.minus(YEARS), s.at.minusSeconds(1))),
            row(
                    "an issuer that is not valid yet",
                    Check.VALIDITY,
                    Reason.NOT_YET_VALID,
                    s -> s.issuer.valid(s.at.plusSeconds(1), s.at.plus(YEARS))),
            row(
                    "a root that has expired",
                    Check.VALIDITY,
                    Reason.EXPIRED,
                    s -> s.root.valid(s.at.minus(YEARS), s.at.minusSeconds(1))),
            row(
                    "a root that is not valid yet",
                    Check.VALIDITY,
                    Reason.NOT_YET_VALID,
                    s -> s.root.valid(s.at.plusSeconds(1), s.at.plus(YEARS))),
            row(
                    "a list whose successor is due",
                    Check.VALIDITY,
                    Reason.EXPIRED,
                    s -> s.rootList.valid(s.at.minus(YEARS), s.at)),
            row(
                    "a list of the future",
                    Check.VALIDITY,
                    Reason.NOT_YET_VALID,
                    s -> s.rootList.valid(s.at.plusSeconds(1), s.at.plus(YEARS))));

    private static final List<Row> REPORT = List.of(
            row(
                    "a report signed by another key",
                    Check.SIGNATURE,
                    Reason.SIGNATURE_INVALID,
                    s -> s.reportSigner = new FakeEcKey(Scene.seeded(9))),
            row(
                    "a report that names the other kind of key",
                    Check.PLATFORM_IDENTITY,
                    Reason.PLATFORM_MISMATCH,
                    s -> s.report.keyInfo(1 << 2)),
            row(
                    "a report of another product",
                    Check.PLATFORM_IDENTITY,
                    Reason.PLATFORM_MISMATCH,
                    s -> s.report.cpuid(0x19, 0x11, 1)),
            row(
                    "a report of an unknown product",
                    Check.PLATFORM_IDENTITY,
                    Reason.PLATFORM_MISMATCH,
                    s -> s.report.cpuid(0x1b, 0, 0)),
            row(
                    "a report of another chip",
                    Check.PLATFORM_IDENTITY,
                    Reason.PLATFORM_MISMATCH,
                    s -> s.report.chipId(Bytes.of(7))),
            row(
                    "another report data",
                    Check.FRESHNESS,
                    Reason.NONCE_MISMATCH,
                    s -> s.expected = new Expected.Bound(Bytes.utf8("other").sha512())),
            row(
                    "a prefix of the report data",
                    Check.FRESHNESS,
                    Reason.NONCE_MISMATCH,
                    s -> s.expected = new Expected.Bound(Scene.REPORT_DATA.slice(0, 32))));

    @TestFactory
    Stream<DynamicTest> eachSpoiltPartIsRefusedForItsOwnReason() {
        return Stream.of(FORMAT, CHAIN, PROFILE, REVOCATION, VALIDITY, REPORT)
                .flatMap(List::stream)
                .map(row -> DynamicTest.dynamicTest(row.name, () -> assertRefused(row)));
    }

    private static void assertRefused(Row row) {
        var scene = Scene.milan();
        row.spoil.accept(scene);
        assertThat(scene.verify()).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.reason()).as(refused.detail()).isEqualTo(row.reason);
            assertThat(refused.check()).isEqualTo(row.check);
        });
    }

    @TestFactory
    Stream<DynamicTest> eachSecurityVersionIsComparedByItself() {
        var tests = new ArrayList<DynamicTest>();
        for (var product : Product.values()) {
            for (var component : product.layout().components()) {
                for (int step : List.of(-1, 1)) {
                    var name = product + " " + component.name() + " " + step;
                    tests.add(DynamicTest.dynamicTest(name, () -> assertTcbCompared(product, component, step)));
                }
            }
        }
        return tests.stream();
    }

    private static void assertTcbCompared(Product product, TcbLayout.Component component, int step) {
        var scene = Scene.of(product, KeyKind.VCEK);
        var octets = new int[8];
        var current = SimulatedSnp.currentTcb(product);
        for (int i = 0; i < 8; i++) octets[i] = current.at(i);
        octets[component.octet()] = (octets[component.octet()] + step) & 0xff;
        scene.report.put(0x180, Bytes.of(octets));
        assertThat(scene.verify()).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.TCB_MISMATCH);
            assertThat(refused.detail()).isEqualTo(component.name());
        });
    }

    @ParameterizedTest
    @CsvSource({"MILAN, VCEK", "GENOA, VCEK", "TURIN, VCEK", "MILAN, VLEK", "GENOA, VLEK", "TURIN, VLEK"})
    void goodEvidenceOfEveryProductAndKeyIsAcceptedWithEveryCheck(Product product, KeyKind kind) {
        var accepted = accepted(Scene.of(product, kind));

        assertThat(accepted.passed())
                .containsExactly(
                        Check.FORMAT,
                        Check.CHAIN,
                        Check.VALIDITY,
                        Check.REVOCATION,
                        Check.SIGNATURE,
                        Check.PLATFORM_IDENTITY,
                        Check.TCB,
                        Check.FRESHNESS);
        assertThat(accepted.waived()).isEmpty();
        assertThat(accepted.fresh()).isTrue();
        assertThat(accepted.claims().toJson())
                .contains(
                        "\"product\":\"" + product.display() + "\"",
                        "\"signing_key\":\"" + kind + "\"",
                        "\"pinned\":false");
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "4", "5"})
    void everyVersionIsRead(int version) {
        var scene = Scene.milan();
        scene.report.version(version);
        if (version == 2) scene.report.cpuid(0, 0, 0);

        var claims = accepted(scene).claims();

        assertThat(claims.at("cpuid").isPresent()).isEqualTo(version >= 3);
        assertThat(claims.at("launch_mit_vector").isPresent()).isEqualTo(version >= 5);
    }

    @Test
    void withoutAListRevocationIsWaivedByName() {
        var accepted = accepted(Scene.milan().without(Roles.CRL));

        assertThat(accepted.passed()).doesNotContain(Check.REVOCATION);
        assertThat(accepted.waived()).containsOnlyKeys(Check.REVOCATION);
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
    void anUnchallengedReportIsNeverFresh() {
        var scene = Scene.milan();
        scene.expected = new Expected.Unchallenged();

        assertThat(accepted(scene).fresh()).isFalse();
    }

    @Test
    void whatIsForPoliciesToJudgeIsToldAndNotRefused() {
        var scene = Scene.milan();
        scene.report.policy(0xb0000).vmpl(3).keyInfo(3).chipId(Bytes.EMPTY);

        assertThat(accepted(scene).claims().toJson())
                .contains(
                        "\"debug\":true",
                        "\"vmpl\":3",
                        "\"mask_chip_key\":true",
                        "\"author_key_en\":true",
                        "\"chip_id_masked\":true",
                        "\"hwid\":\"" + scene.hardwareId.hex() + "\"");
    }

    @Test
    void theRelyingPartysRootCountsAndNotTheOneInTheTable() {
        var scene = Scene.milan();
        offer(scene);
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
        offer(scene);
        scene.without(Roles.INTERMEDIATE).without(Roles.ENDORSEMENT_KEY_CERT);

        assertThat(scene.verify()).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void listsOfOtherIssuersBesideTheRightOneArePassedOver() {
        var scene = Scene.milan();
        scene.furtherLists.add(Scene.of(Product.GENOA, KeyKind.VCEK).vendor.crl());

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

    @Test
    void aKnownChainCostsOneSignatureAndIsValidOnlyWhenItIs() {
        var scene = Scene.milan();
        var endorsements = scene.endorsements();
        var first = Scene.VERIFIER.verify(scene.evidence(), scene.expected, endorsements, scene.at);

        long before = Scene.VERIFIER.signatureVerifications();
        var second = Scene.VERIFIER.verify(scene.evidence(), scene.expected, endorsements, scene.at);
        assertThat(Scene.VERIFIER.signatureVerifications() - before).isEqualTo(1);
        assertThat(VerdictJson.write(second)).isEqualTo(VerdictJson.write(first));

        var late = Instant.parse("2060-01-01T00:00:00Z");
        assertThat(Scene.VERIFIER.verify(scene.evidence(), scene.expected, endorsements, late))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.EXPIRED));
    }

    private static Verdict.Accepted accepted(Scene scene) {
        var verdict = scene.verify();
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        return (Verdict.Accepted) verdict;
    }

    /** Everything in the table that the host gives. */
    private static void offer(Scene scene) {
        scene.attached.put(
                CertificateTable.ROLE,
                FakeCertificateTable.of(
                        scene.kind,
                        scene.rootCertificate(),
                        scene.issuer.signedBy(scene.issuerSigner),
                        scene.leaf.signedBy(scene.leafSigner)));
    }

    private static void offeredOnly(Scene scene) {
        offer(scene);
        scene.without(Roles.TRUST_ROOT);
    }

    private static void amongIntermediates(Scene scene) {
        scene.replaced.put(
                Roles.INTERMEDIATE, List.of(scene.issuer.signedBy(scene.issuerSigner), scene.rootCertificate()));
        scene.without(Roles.TRUST_ROOT);
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

    private static void revokedLeaf(Scene scene) {
        scene.issuer.usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
        scene.furtherLists.add(issuersList(scene).revoke(0).signedBy(scene.leafSigner));
    }

    private static FakeCrl issuersList(Scene scene) {
        return new FakeCrl(scene.vendor.issuerName(scene.kind), scene.at.minus(YEARS), scene.at.plus(YEARS));
    }
}
