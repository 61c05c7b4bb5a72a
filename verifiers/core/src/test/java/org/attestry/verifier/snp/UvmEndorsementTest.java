package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.crypto.SignatureScheme;
import org.attestry.verifier.testing.FakeUvm;
import org.attestry.verifier.testing.SimulatedSnp;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Endorsements of launch measurements: by themselves, and beside a report. */
class UvmEndorsementTest {
    private static final Instant NOW = Scene.NOW;
    private static final UvmEndorsementVerifier VERIFIER = new UvmEndorsementVerifier(TestCrypto.provider());
    private static final Bytes MEASUREMENT = SimulatedSnp.MEASUREMENT;

    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    private record Row(String name, Check check, Reason reason, Consumer<FakeUvm> spoil) {}

    private static Row row(String name, Check check, Reason reason, Consumer<FakeUvm> spoil) {
        return new Row(name, check, reason, spoil);
    }

    private static final List<Row> ROWS = List.of(
            row(
                    "an unknown algorithm",
                    Check.FORMAT,
                    Reason.UNSUPPORTED_ALGORITHM,
                    u -> u.algorithm(-257, SignatureScheme.RSA_PKCS1_SHA256)),
            row(
                    "a scheme other than the header's",
                    Check.SIGNATURE,
                    Reason.SIGNATURE_INVALID,
                    u -> u.algorithm(-37, SignatureScheme.RSA_PSS_SHA384)),
            row(
                    "an ECDSA algorithm with an RSA key",
                    Check.SIGNATURE,
                    Reason.SIGNATURE_INVALID,
                    u -> u.algorithm(-35, SignatureScheme.RSA_PSS_SHA384)),
            row(
                    "a message signed by another key",
                    Check.SIGNATURE,
                    Reason.SIGNATURE_INVALID,
                    u -> u.keys(Scene.stranger(), Scene.KEYS.ark(), Scene.KEYS.ask())),
            row(
                    "a root that is not self-signed",
                    Check.CHAIN,
                    Reason.CHAIN_UNTRUSTED,
                    u -> u.keys(Scene.KEYS.asvk(), Scene.stranger(), Scene.KEYS.ask())),
            row(
                    "a signer certified by another key",
                    Check.CHAIN,
                    Reason.CHAIN_UNTRUSTED,
                    u -> u.keys(Scene.KEYS.asvk(), Scene.KEYS.ark(), Scene.stranger())),
            row("a signer of another issuer", Check.CHAIN, Reason.CHAIN_UNTRUSTED, u -> u.signer.issuer("CN=Somebody")),
            row(
                    "an issuer that names another root",
                    Check.CHAIN,
                    Reason.CHAIN_UNTRUSTED,
                    u -> u.did("did:x509:0:sha256:AAAA::eku:" + FakeUvm.PURPOSE)),
            row("a signer for another purpose", Check.CHAIN, Reason.CERT_PROFILE, u -> u.signer.purposes("1.2.3")),
            row(
                    "a signer and an issuer for another purpose",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    u -> u.claiming(SERVER_AUTH).signer.purposes(SERVER_AUTH)),
            row(
                    "a signer and an issuer for the purpose and another",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    u -> u.claiming(FakeUvm.PURPOSE, SERVER_AUTH).signer.purposes(FakeUvm.PURPOSE, SERVER_AUTH)),
            row("another feed", Check.CHAIN, Reason.CERT_PROFILE, u -> u.feed(Optional.of("ContainerPlat-AMD-UVM2"))),
            row("no feed", Check.FORMAT, Reason.MALFORMED, u -> u.feed(Optional.empty())),
            row("a signer that is an authority", Check.CHAIN, Reason.CERT_PROFILE, u -> u.signer.authority(0)),
            row(
                    "a signer that may not sign",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    u -> u.signer.usage(KeyUsage.keyEncipherment)),
            row(
                    "an intermediate that is no authority",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    u -> u.issuer.without("2.5.29.19")),
            row(
                    "an intermediate that may not sign certificates",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    u -> u.issuer.usage(KeyUsage.digitalSignature)),
            row("a root that allows no authority below it", Check.CHAIN, Reason.CERT_PROFILE, u -> u.root.authority(0)),
            row(
                    "an unknown critical extension",
                    Check.CHAIN,
                    Reason.CERT_PROFILE,
                    u -> u.issuer.extension("1.2.3", true, Bytes.of(5, 0))),
            row(
                    "a signer that has expired",
                    Check.VALIDITY,
                    Reason.EXPIRED,
                    u -> u.signer.valid(NOW.minus(Duration.ofDays(9)), NOW.minusSeconds(1))),
            row(
                    "a root that is not valid yet",
                    Check.VALIDITY,
                    Reason.NOT_YET_VALID,
                    u -> u.root.valid(NOW.plusSeconds(1), NOW.plusSeconds(9))),
            row("an issuer of another method", Check.FORMAT, Reason.MALFORMED, u -> u.did("did:web:example")),
            row("an issuer without purpose", Check.FORMAT, Reason.MALFORMED, u -> u.did("did:x509:0:sha256:AAAA")),
            row(
                    "an issuer with an unknown policy",
                    Check.FORMAT,
                    Reason.MALFORMED,
                    u -> u.did("did:x509:0:sha256:AAAA::subject:CN:x")),
            row(
                    "a signing time beyond the year 9999",
                    Check.FORMAT,
                    Reason.MALFORMED,
                    u -> u.signedAt(Optional.of(Instant.ofEpochSecond(1L << 40)))),
            row("a payload without measurement", Check.FORMAT, Reason.MALFORMED, u -> u.payload("{}")),
            row("a payload that is no object", Check.FORMAT, Reason.MALFORMED, u -> u.payload("[]")),
            row(
                    "a short measurement",
                    Check.FORMAT,
                    Reason.MALFORMED,
                    u -> u.payload("{\"x-ms-sevsnpvm-launchmeasurement\": \"00\"}")));

    @TestFactory
    Stream<DynamicTest> eachSpoiltPartIsRefusedForItsOwnReason() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(row.name, () -> {
                    var publisher = new FakeUvm(Scene.KEYS, NOW);
                    row.spoil.accept(publisher);
                    assertRefused(verify(publisher, new Expected.Unchallenged()), row.check, row.reason);
                }));
    }

    @Test
    void aGoodEndorsementIsAcceptedUnderANamedRoot() {
        var verdict = verify(new FakeUvm(Scene.KEYS, NOW), new Expected.Unchallenged());

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
            assertThat(accepted.passed()).containsExactly(Check.FORMAT, Check.CHAIN, Check.VALIDITY, Check.SIGNATURE);
            assertThat(accepted.waived()).containsOnlyKeys(Check.REVOCATION);
            assertThat(accepted.claims().toJson()).contains("\"alg\":\"PS384\"", "\"root_pinned\":false");
        });
    }

    /** Certificates of servers, too, name who may show them. */
    @Test
    void aSignerMayHaveMorePurposesThanItsIssuerClaims() {
        var publisher = new FakeUvm(Scene.KEYS, NOW);
        publisher.signer.purposes(SERVER_AUTH, FakeUvm.PURPOSE);

        assertThat(verify(publisher, new Expected.Unchallenged())).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void anotherRootIsNotBelieved() {
        var encoded = new FakeUvm(Scene.KEYS, NOW).endorse(MEASUREMENT);
        var evidence = Evidence.of("snp-uvm-endorsement", encoded);
        for (var held : List.of(Endorsements.NONE, Scene.milan().endorsements())) {
            var verdict = VERIFIER.verify(evidence, new Expected.Unchallenged(), held, NOW);
            assertRefused(verdict, Check.CHAIN, Reason.CHAIN_UNTRUSTED);
        }
    }

    @Test
    void anEndorsementNeverAnswersAChallenge() {
        var verdict = verify(new FakeUvm(Scene.KEYS, NOW), new Expected.Bound(MEASUREMENT));

        assertRefused(verdict, Check.FRESHNESS, Reason.NONCE_MISMATCH);
    }

    @Test
    void evidenceOfAnotherFormatIsRefused() {
        var evidence = Evidence.of("snp-report", new FakeUvm(Scene.KEYS, NOW).endorse(MEASUREMENT));
        var verdict = VERIFIER.verify(evidence, new Expected.Unchallenged(), Endorsements.NONE, NOW);

        assertRefused(verdict, Check.FORMAT, Reason.WRONG_FORMAT);
    }

    @Test
    void aReportWithItsEndorsementSaysSo() {
        var verdict = verifyReport(new FakeUvm(Scene.KEYS, NOW), MEASUREMENT, NOW);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
            assertThat(accepted.passed()).contains(Check.ENDORSEMENT);
            assertThat(accepted.claims().at("uvm_endorsement." + UvmEndorsements.LAUNCH_MEASUREMENT))
                    .isPresent();
            assertThat(accepted.claims().at("uvm_issuer.feed")).isPresent();
        });
    }

    @Test
    void anEndorsementOfAnotherMeasurementIsRefused() {
        var verdict =
                verifyReport(new FakeUvm(Scene.KEYS, NOW), Bytes.utf8("other").sha384(), NOW);

        assertRefused(verdict, Check.ENDORSEMENT, Reason.ENDORSEMENT_MISMATCH);
    }

    @Test
    void anEndorsementThatDoesNotVerifyIsRefusedForItsReason() {
        var publisher = new FakeUvm(Scene.KEYS, NOW).keys(Scene.stranger(), Scene.KEYS.ark(), Scene.KEYS.ask());

        assertRefused(verifyReport(publisher, MEASUREMENT, NOW), Check.ENDORSEMENT, Reason.SIGNATURE_INVALID);
    }

    @Test
    void itsCertificatesHaveToBeValidWhenItWasSignedAndNotNow() {
        var later = NOW.plus(Duration.ofDays(500));

        assertThat(verifyReport(new FakeUvm(Scene.KEYS, NOW), MEASUREMENT, later))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void withoutSigningTimeItsCertificatesHaveToBeValidNow() {
        var publisher = new FakeUvm(Scene.KEYS, NOW).signedAt(Optional.empty());
        var later = NOW.plus(Duration.ofDays(500));

        assertRefused(verifyReport(publisher, MEASUREMENT, later), Check.ENDORSEMENT, Reason.EXPIRED);
    }

    @Test
    void aSigningTimeOfTheFutureIsRefused() {
        var publisher = new FakeUvm(Scene.KEYS, NOW).signedAt(Optional.of(NOW.plusSeconds(1)));

        assertRefused(verifyReport(publisher, MEASUREMENT, NOW), Check.ENDORSEMENT, Reason.NOT_YET_VALID);
    }

    @Test
    void theSecurityPolicyHasToHashToHostData() {
        var policy = Bytes.utf8("cGFja2FnZSBwb2xpY3k=\n");
        var scene = Scene.milan();
        scene.attached.put("security_policy_b64", policy);
        scene.report.hostData(Bytes.utf8("package policy").sha256());
        assertThat(scene.verify())
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted -> assertThat(accepted.passed()).contains(Check.ENDORSEMENT));

        scene.report.hostData(Bytes.utf8("other").sha256());
        assertRefused(scene.verify(), Check.ENDORSEMENT, Reason.ENDORSEMENT_MISMATCH);

        scene.attached.put("security_policy_b64", Bytes.utf8("not base64!"));
        assertRefused(scene.verify(), Check.ENDORSEMENT, Reason.ENDORSEMENT_MISMATCH);
    }

    @Test
    void whatTheRelyingPartyHoldsCountsBeforeWhatIsAttached() {
        var scene = Scene.milan();
        scene.attached.put("security_policy_b64", Bytes.utf8("b3RoZXI="));
        scene.replaced.put("security_policy_b64", List.of(Bytes.utf8("cGFja2FnZSBwb2xpY3k=")));
        scene.report.hostData(Bytes.utf8("package policy").sha256());

        assertThat(scene.verify()).isInstanceOf(Verdict.Accepted.class);
    }

    private static Verdict verify(FakeUvm publisher, Expected expected) {
        var held = Endorsements.of(Map.of(Roles.TRUST_ROOT, publisher.rootCertificate()));
        var evidence = Evidence.of("snp-uvm-endorsement", publisher.endorse(MEASUREMENT));
        return VERIFIER.verify(evidence, expected, held, NOW);
    }

    private static Verdict verifyReport(FakeUvm publisher, Bytes measurement, Instant at) {
        var scene = Scene.milan().without(Roles.CRL);
        scene.at = at;
        scene.attached.put("uvm_reference_info", publisher.endorse(measurement));
        scene.replaced.put(Roles.TRUST_ROOT, List.of(scene.rootCertificate(), publisher.rootCertificate()));
        return scene.verify();
    }

    private static void assertRefused(Verdict verdict, Check check, Reason reason) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
            assertThat(refused.check()).isEqualTo(check);
        });
    }
}
