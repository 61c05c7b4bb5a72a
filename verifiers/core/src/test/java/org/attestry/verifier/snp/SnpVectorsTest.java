package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.attestry.verifier.Claims;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.Verifiers;
import org.attestry.verifier.vectors.VectorCase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Recorded evidence comes to the verdicts and claims that were computed for it independently. */
class SnpVectorsTest {
    private final Verifiers verifiers = new Verifiers(
            List.of(new SnpVerifier(TestCrypto.provider()), new UvmEndorsementVerifier(TestCrypto.provider())),
            (format, failure) -> {
                throw new AssertionError(format, failure);
            });

    @TestFactory
    Stream<DynamicTest> everyRecordedCaseComesToItsVerdictAndClaims() {
        return VectorCase.all("snp").map(vector -> DynamicTest.dynamicTest(vector.name(), () -> check(vector)));
    }

    @TestFactory
    Stream<DynamicTest> everyClaimOfAnAcceptedCaseIsDeclaredWithAFittingShape() {
        return VectorCase.all("snp").map(vector -> DynamicTest.dynamicTest(vector.name(), () -> declared(vector)));
    }

    private void declared(VectorCase vector) {
        var verdict = verifiers.verify(
                verifiers.lookedAt(vector.evidence()), vector.expected(), vector.endorsements(), vector.at());
        var verifier = verifiers.forFormat(vector.evidence().format()).orElseThrow();
        if (verdict instanceof Verdict.Accepted accepted) {
            assertThat(verifier.claims().contradictedBy(accepted.claims())).isEmpty();
        }
    }

    private void check(VectorCase vector) throws JsonProcessingException {
        var verdict = verifiers.verify(
                verifiers.lookedAt(vector.evidence()), vector.expected(), vector.endorsements(), vector.at());
        var got = verdict.outcome().wireName();
        assertThat(got).as(verdict.toString()).isIn(vector.verdicts());
        if (got.equals(vector.verdicts().getFirst())) {
            assertThat(differences("", vector.outcome().path("claims"), tree(claims(verdict))))
                    .isEmpty();
        }
    }

    private static Claims claims(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> accepted.claims();
            case Verdict.Inconclusive inconclusive -> inconclusive.unauthenticated();
            case Verdict.Refused _ -> Claims.NONE;
        };
    }

    private static JsonNode tree(Claims claims) throws JsonProcessingException {
        return new ObjectMapper().readTree(claims.toJson());
    }

    /** Every key that is wanted has to be there with an equal value; text without regard to case. */
    private static List<String> differences(String path, JsonNode wanted, JsonNode got) {
        var differences = new ArrayList<String>();
        if (wanted.isObject()) {
            for (var member : wanted.properties()) {
                var value = got.path(member.getKey());
                differences.addAll(differences(path + "/" + member.getKey(), member.getValue(), value));
            }
        } else if (!same(wanted, got)) {
            differences.add(path + ": wanted " + wanted + ", got " + got);
        }
        return differences;
    }

    private static boolean same(JsonNode wanted, JsonNode got) {
        boolean texts = wanted.isTextual() && got.isTextual();
        return texts ? lower(wanted).equals(lower(got)) : wanted.equals(got);
    }

    private static String lower(JsonNode text) {
        return text.asText().toLowerCase(Locale.ROOT);
    }
}
