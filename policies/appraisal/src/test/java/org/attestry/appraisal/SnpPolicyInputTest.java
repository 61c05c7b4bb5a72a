package org.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attestry.rego.CompiledPolicy;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.RegoModule;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The default policy for SEV-SNP: whatever part of its input is missing or of another type, the rule that reads it denies. */
final class SnpPolicyInputTest {
    private static final Instant AT = Instant.parse("2026-02-01T00:00:00Z");
    private static final String ENTRY = "data.attestry.policy.appraisal";

    /** What the policy reads of its input, complete and no more. */
    private static final RegoObject COMPLETE = (RegoObject) JsonReader.read("""
            {"tee": "snp", "at": "2026-02-01T00:00:00Z",
             "checks": {"passed": ["format", "chain", "validity", "revocation", "signature", "platform_identity", "tcb", "freshness"],
                        "waived": {}},
             "claims": {"measurement": "aa", "vmpl": 0, "report_version": 3,
                        "policy": {"debug": false, "migrate_ma": false},
                        "reported_tcb": {"bootloader": 1, "tee": 1, "snp": 1, "microcode": 1},
                        "committed_tcb": {"bootloader": 1, "tee": 1, "snp": 1, "microcode": 1}}}
            """);

    private static final RegoObject BASELINE = (RegoObject) JsonReader.read("""
            {"baseline": {"version": 1, "values": {"measurement": ["aa"]},
                          "minimum": {"reported_tcb.bootloader": 1, "reported_tcb.tee": 1, "reported_tcb.snp": 1,
                                      "reported_tcb.microcode": 1}}}
            """);

    private final CompiledPolicy policy;

    SnpPolicyInputTest() throws Exception {
        this.policy = RegoCompiler.standard()
                .compile(List.of(new RegoModule("snp.rego", SnpPolicyTest.source())), RegoObject.EMPTY, List.of(ENTRY));
    }

    /** The rules that find something, evaluated as a service does it. */
    private List<String> findings(RegoObject input, RegoObject data) {
        return policy.withData(data)
                .evaluate(ENTRY, input, EvalOptions.at(AT).withStrictErrors())
                .value()
                .map(PolicyOutput::read)
                .map(read -> read.findings().stream().map(Finding::rule).toList())
                .orElse(List.of("undefined"));
    }

    @Test
    void theCompleteInputHasNoFindings() {
        assertThat(findings(COMPLETE, BASELINE)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> removingAnyKeyOfTheInputDeniesAndNamesItsRule() {
        return paths(COMPLETE, List.of()).stream()
                .map(path -> DynamicTest.dynamicTest(
                        "without " + String.join(".", path),
                        () -> assertThat(findings(without(COMPLETE, path), BASELINE))
                                .contains(ruleOf(path))));
    }

    @TestFactory
    Stream<DynamicTest> aClaimOfAnotherTypeDeniesAndNamesItsRule() {
        return claims().flatMap(path -> Stream.of("null", "\"zz\"", "[255]", "{\"svn\": 255}")
                .map(other -> DynamicTest.dynamicTest(
                        String.join(".", path) + " is " + other,
                        () -> assertThat(findings(with(COMPLETE, path, JsonReader.read(other)), BASELINE))
                                .contains(ruleOf(path)))));
    }

    @TestFactory
    Stream<DynamicTest> onlyANumberMeetsAMinimum() {
        return claimsAndMisspelt()
                .map(path -> DynamicTest.dynamicTest("a minimum of " + dotted(path), () -> {
                    var data = with(BASELINE, List.of("baseline", "minimum", dotted(path)), RegoNumber.of(0));
                    boolean number = at(COMPLETE, path) instanceof RegoNumber;
                    assertThat(findings(COMPLETE, data)).isEqualTo(number ? List.of() : List.of("tcb_is_current"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> onlyATextANumberOrATruthValueIsOnAList() {
        return claimsAndMisspelt()
                .map(path -> DynamicTest.dynamicTest("a list for " + dotted(path), () -> {
                    var value = at(COMPLETE, path);
                    var written = RegoString.of(value instanceof RegoString text ? text.value() : value.toString());
                    var wanted = JsonReader.read("[\"null\", \"\", " + written + "]");
                    var data = with(BASELINE, List.of("baseline", "values", dotted(path)), wanted);
                    boolean single =
                            value instanceof RegoString || value instanceof RegoNumber || value instanceof RegoBoolean;
                    assertThat(findings(COMPLETE, data))
                            .isEqualTo(single ? List.of() : List.of("other_values_are_known"));
                }));
    }

    /** The rule that has to find something where this part of the input is not as it should be. */
    private static String ruleOf(List<String> path) {
        return switch (String.join(".", path)) {
            case "tee", "at", "checks", "checks.passed" -> "evidence_is_genuine";
            case "checks.waived" -> "chain_is_not_revoked";
            case "claims", "claims.measurement" -> "measurement_is_known";
            case "claims.vmpl" -> "privilege_level_is_wanted";
            case "claims.report_version" -> "memory_is_encrypted";
            case "claims.policy", "claims.policy.debug" -> "debug_is_off";
            case "claims.policy.migrate_ma" -> "migration_is_off";
            case String tcb when tcb.startsWith("claims.reported_tcb") -> "tcb_is_current";
            case String tcb when tcb.startsWith("claims.committed_tcb") -> "firmware_is_committed";
            case String other -> throw new AssertionError("no rule reads " + other);
        };
    }

    private static Stream<List<String>> claims() {
        return paths(COMPLETE, List.of()).stream()
                .filter(path -> path.getFirst().equals("claims") && path.size() > 1);
    }

    /** Every claim, and beside each the name with a letter too many and a name below it. */
    private static Stream<List<String>> claimsAndMisspelt() {
        return claims().flatMap(path -> {
            var misspelt = new ArrayList<>(path);
            misspelt.set(path.size() - 1, path.getLast() + "n");
            var below = new ArrayList<>(path);
            below.add("deeper");
            return Stream.of(path, misspelt, below);
        });
    }

    /** A claim's path as baselines have it. */
    private static String dotted(List<String> path) {
        return String.join(".", path.subList(1, path.size()));
    }

    private static List<List<String>> paths(RegoObject object, List<String> above) {
        var paths = new ArrayList<List<String>>();
        object.forEach((key, value) -> {
            var path = new ArrayList<>(above);
            path.add(((RegoString) key).value());
            paths.add(path);
            if (value instanceof RegoObject inner) paths.addAll(paths(inner, path));
        });
        return paths;
    }

    /** What is at {@code path}; null as JSON has it where nothing is. */
    private static RegoValue at(RegoObject object, List<String> path) {
        RegoValue value = object;
        for (var step : path) {
            var inner = value instanceof RegoObject group ? group.get(step) : null;
            if (inner == null) return RegoNull.NULL;
            value = inner;
        }
        return value;
    }

    private static RegoObject without(RegoObject object, List<String> path) {
        var members = members(object);
        if (path.size() == 1) members.remove(path.getFirst());
        else members.computeIfPresent(path.getFirst(), (_, inner) -> without((RegoObject) inner, rest(path)));
        return RegoObject.of(Map.copyOf(members));
    }

    private static RegoObject with(RegoObject object, List<String> path, RegoValue value) {
        var members = members(object);
        if (path.size() == 1) members.put(path.getFirst(), value);
        else members.computeIfPresent(path.getFirst(), (_, inner) -> with((RegoObject) inner, rest(path), value));
        return RegoObject.of(Map.copyOf(members));
    }

    private static Map<String, RegoValue> members(RegoObject object) {
        var members = new TreeMap<String, RegoValue>();
        object.forEach((key, value) -> members.put(((RegoString) key).value(), value));
        return members;
    }

    private static List<String> rest(List<String> path) {
        return path.subList(1, path.size());
    }
}
