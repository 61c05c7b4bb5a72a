package org.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.crypto.Cryptos;
import org.attestry.verifier.snp.Product;
import org.attestry.verifier.snp.SnpVerifier;
import org.attestry.verifier.testing.FakeAmd;
import org.attestry.verifier.testing.FakeAmdKeys;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default policy for SEV-SNP: the complete input is affirmed, and nothing less is. */
final class SnpPolicyTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant AT = Instant.parse("2026-02-01T00:00:00Z");
    private static final FakeAmd VENDOR = new FakeAmd(
            Product.MILAN, FakeAmdKeys.shared(FakeAmdKeys.QUICK, RANDOM), Instant.parse("2026-01-01T00:00:00Z"));
    private static final SimulatedSnp GUEST = SimulatedSnp.on(VENDOR, RANDOM);
    private static final Bytes BINDING = Bytes.copyOf(new byte[64]);

    private final AppraisalPolicy policy;

    SnpPolicyTest() throws Exception {
        this.policy = AppraisalPolicy.compile("default-snp@1", source());
    }

    static String source() throws IOException {
        try (var in = AppraisalPolicy.class.getResourceAsStream("snp.rego")) {
            if (in == null) throw new IllegalStateException("no snp.rego");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Verdict.Accepted verdict(SimulatedSnp guest, boolean withCrl) {
        var anchors = new TreeMap<String, List<Bytes>>();
        anchors.put(Roles.TRUST_ROOT, List.of(VENDOR.ark()));
        if (withCrl) anchors.put(Roles.CRL, List.of(VENDOR.crl()));
        var verdict = new SnpVerifier(Cryptos.bouncyCastle())
                .verify(guest.attest(BINDING), new Expected.Bound(BINDING), new Endorsements(anchors), AT);
        return (Verdict.Accepted) verdict;
    }

    private static Baseline baseline() {
        var values = new TreeMap<String, List<String>>();
        values.put("measurement", List.of(SimulatedSnp.MEASUREMENT.hex()));
        var minimum = new TreeMap<String, Long>();
        for (var component : List.of("bootloader", "tee", "snp", "microcode"))
            minimum.put("reported_tcb." + component, 0L);
        return new Baseline("snp", "guests", 1, values, minimum, Instant.EPOCH, Instant.MAX);
    }

    private Appraisal appraise(SimulatedSnp guest, boolean withCrl, Baseline baseline) {
        return policy.appraise(verdict(guest, withCrl), new PreparedBaseline(baseline), AT);
    }

    private static List<String> rulesOf(Appraisal appraisal) {
        return appraisal.findings().stream().map(Finding::rule).toList();
    }

    @Test
    void aGuestThatIsAllThatIsWantedIsAffirmed() {
        var appraisal = appraise(GUEST, true, baseline());
        assertThat(appraisal.findings()).isEmpty();
        assertThat(appraisal.status()).isEqualTo(Status.AFFIRMING);
    }

    @Test
    void theSameInputsGiveTheSameOctets() {
        var verdict = verdict(GUEST, true);
        var one = policy.appraise(verdict, new PreparedBaseline(baseline()), AT);
        var other = policy.appraise(verdict, new PreparedBaseline(baseline()), AT);
        assertThat(one.encoded()).isEqualTo(other.encoded());
    }

    @TestFactory
    Stream<DynamicTest> eachFaultNamesItsRule() {
        return Stream.of(
                fault("a debuggable guest", GUEST.debuggable(), true, baseline -> baseline, "debug_is_off"),
                fault(
                        "another privilege level",
                        GUEST.withVmpl(1),
                        true,
                        baseline -> baseline,
                        "privilege_level_is_wanted"),
                fault(
                        "an unknown measurement",
                        GUEST.withMeasurement(Bytes.utf8("x").sha384()),
                        true,
                        baseline -> baseline,
                        "measurement_is_known"),
                fault("no revocation list", GUEST, false, baseline -> baseline, "chain_is_not_revoked"),
                fault("a TCB below the floor", GUEST, true, with("reported_tcb.snp", 255), "tcb_is_current"),
                fault("a component without a floor", GUEST, true, without("reported_tcb.tee"), "tcb_is_current"),
                fault("a further minimum that is not met", GUEST, true, with("guest_svn", 9), "tcb_is_current"),
                fault(
                        "a further value that is another",
                        GUEST,
                        true,
                        wanting("host_data", "ff"),
                        "other_values_are_known"),
                fault("a minimum of a claim that is not there", GUEST, true, with("guest_svnn", 0), "tcb_is_current"),
                fault("a minimum of a text", GUEST, true, with("host_data", 5), "tcb_is_current"),
                fault("a large minimum of a text", GUEST, true, with("measurement", 999_999), "tcb_is_current"),
                fault("a minimum of a group", GUEST, true, with("reported_tcb", 999), "tcb_is_current"),
                fault(
                        "a value of a claim that is not there",
                        GUEST,
                        true,
                        wanting("nosuchclaim", "null"),
                        "other_values_are_known"),
                fault(
                        "a value of a group",
                        GUEST,
                        true,
                        wanting(
                                "policy",
                                "{\"abi\":\"0.0\",\"debug\":false,\"migrate_ma\":false,\"single_socket\":false,\"smt\":true}"),
                        "other_values_are_known"),
                fault("an empty baseline", GUEST, true, _ -> Baseline.empty("snp"), "measurement_is_known"),
                fault("no baseline in force", GUEST, true, _ -> Baseline.empty("snp"), "baseline_is_in_force"));
    }

    @Test
    void numbersAndTruthValuesAreNamedInWords() {
        var baseline =
                wanting("policy.debug", "false").apply(wanting("vmpl", "0").apply(baseline()));
        assertThat(appraise(GUEST, true, baseline).findings()).isEmpty();
    }

    private DynamicTest fault(
            String name, SimulatedSnp guest, boolean withCrl, UnaryOperator<Baseline> change, String rule) {
        return DynamicTest.dynamicTest(name, () -> {
            var appraisal = appraise(guest, withCrl, change.apply(baseline()));
            assertThat(appraisal.status()).isEqualTo(Status.CONTRAINDICATED);
            assertThat(rulesOf(appraisal)).contains(rule);
        });
    }

    private static UnaryOperator<Baseline> with(String path, long least) {
        return baseline -> {
            var minimum = new TreeMap<>(baseline.minimum());
            minimum.put(path, least);
            return changed(baseline, new TreeMap<>(baseline.values()), minimum);
        };
    }

    private static UnaryOperator<Baseline> without(String path) {
        return baseline -> {
            var minimum = new TreeMap<>(baseline.minimum());
            minimum.remove(path);
            return changed(baseline, new TreeMap<>(baseline.values()), minimum);
        };
    }

    private static UnaryOperator<Baseline> wanting(String path, String value) {
        return baseline -> {
            var values = new TreeMap<>(baseline.values());
            values.put(path, List.of(value));
            return changed(baseline, values, new TreeMap<>(baseline.minimum()));
        };
    }

    private static Baseline changed(
            Baseline from, SortedMap<String, List<String>> values, SortedMap<String, Long> minimum) {
        return new Baseline(
                from.tee(), from.name(), from.version(), values, minimum, from.notBefore(), from.notAfter());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "default appraisal := {\"trust_vector\": {\"hardware\": 2}, \"findings\": []}\nappraisal := x if { x := 1 / 0 }",
                "appraisal := {\"trust_vector\": {\"hardware\": 2}, \"findings\": []} if not bad\nbad if { 1 / 0 > 1 }",
                "appraisal := {\"trust_vector\": {\"hardware\": 2}, \"findings\": []} if not bad\nbad if to_number(\"x\") > 1",
            })
    void anErrorOfABuiltinIsNoYes(String rules) throws Exception {
        var failing = AppraisalPolicy.compile("failing@1", "package attestry.policy\n" + rules);
        var appraisal = failing.appraise(verdict(GUEST, true), new PreparedBaseline(baseline()), AT);
        assertThat(appraisal.status()).isEqualTo(Status.CONTRAINDICATED);
        assertThat(rulesOf(appraisal)).containsExactly("policy");
    }
}
