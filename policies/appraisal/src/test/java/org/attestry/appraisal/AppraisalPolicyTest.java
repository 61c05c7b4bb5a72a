package org.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.attestry.rego.value.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AppraisalPolicyTest {
    @ParameterizedTest(name = "{0} is no appraisal")
    @ValueSource(
            strings = {
                "true",
                "\"true\"",
                "1",
                "{}",
                "[]",
                "null",
                "{\"trust_vector\": {}, \"findings\": []}",
                "{\"trust_vector\": {\"hardware\": 2}}",
                "{\"trust_vector\": {\"hardware\": \"2\"}, \"findings\": []}",
                "{\"trust_vector\": {\"hardware\": true}, \"findings\": []}",
                "{\"trust_vector\": {\"hardware\": 2.5}, \"findings\": []}",
                "{\"trust_vector\": {\"hardware\": 128}, \"findings\": []}",
                "{\"trust_vector\": {\"hardware\": -129}, \"findings\": []}",
                "{\"trust_vector\": {\"hardware\": 9007199254740993}, \"findings\": []}",
                "{\"trust_vector\": {\"hard_ware\": 2}, \"findings\": []}",
                "{\"trust_vector\": {\"hardware\": 2}, \"findings\": {}}",
                "{\"trust_vector\": {\"hardware\": 2}, \"findings\": [{}]}",
                "{\"trust_vector\": {\"hardware\": 2}, \"findings\": [{\"rule\": \"r\", \"claim\": \"c\"}]}",
                "{\"trust_vector\": {\"hardware\": 2}, \"findings\": [{\"rule\": \"r\", \"claim\": \"c\", \"wanted\": 1}]}",
                "{\"trust_vector\": {\"hardware\": 2}, \"findings\": [{\"rule\": \"r\", \"claim\": \"c\", \"wanted\": \"w\", \"x\": 1}]}",
                "{\"trust_vector\": {\"hardware\": 2}, \"findings\": [], \"more\": 1}",
            })
    void whatIsNotExactlyAnAppraisalIsContraindicated(String output) {
        assertThat(PolicyOutput.read(JsonReader.read(output)).vector().status()).isEqualTo(Status.CONTRAINDICATED);
    }

    @Test
    void anAppraisalIsReadAsItIs() {
        var read = PolicyOutput.read(JsonReader.read("""
                {"trust_vector": {"hardware": 2, "executables": 33},
                 "findings": [{"rule": "r", "claim": "c", "wanted": "w"}]}"""));
        assertThat(read.vector().status()).isEqualTo(Status.WARNING);
        assertThat(read.findings()).isEqualTo(List.of(new Finding("r", "c", "w")));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, NONE",
        "1, NONE",
        "-1, NONE",
        "2, AFFIRMING",
        "31, AFFIRMING",
        "-2, AFFIRMING",
        "-32, AFFIRMING",
        "32, WARNING",
        "95, WARNING",
        "-33, WARNING",
        "-96, WARNING",
        "96, CONTRAINDICATED",
        "127, CONTRAINDICATED",
        "-97, CONTRAINDICATED",
        "-128, CONTRAINDICATED",
    })
    void everyValueOfATrustVectorHasItsTier(int value, Status status) {
        assertThat(Status.ofTier(value)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "package attestry.policy\nappraisal := x",
                "package attestry.policy\nappraisal := http.send({})",
                "package attestry.policy\nappraisal := opa.runtime()",
                "package attestry.policy\nappraisal := {",
            })
    void aPolicyThatDoesNotCompileIsRejectedWithItsFaults(String source) {
        assertThatThrownBy(() -> AppraisalPolicy.compile("p@1", source))
                .isInstanceOfSatisfying(
                        PolicyRejected.class,
                        rejected -> assertThat(rejected.faults()).isNotEmpty());
    }
}
