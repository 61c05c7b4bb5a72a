package org.attestry.rego;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.attestry.rego.bundle.Bundle;
import org.attestry.rego.bundle.BundleException;
import org.attestry.rego.bundle.BundleTrust;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.ir.PolicyReader;
import org.attestry.rego.value.JsonException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoObject;
import org.junit.jupiter.api.Tag;

/** Any text, as policy or as document, ends in a value or in an error of the engine's own. */
@Tag("slow")
class RegoFuzzTest {
    private static final Limits SMALL = Limits.DEFAULT.withFuel(10_000);

    @FuzzTest
    void anySourceCompilesOrIsRefused(FuzzedDataProvider data) {
        var source = data.consumeRemainingAsString();
        try {
            var policy = RegoCompiler.standard()
                    .withLimits(SMALL)
                    .compile(
                            List.of(new RegoModule("f.rego", "package p\n" + source)),
                            RegoObject.EMPTY,
                            List.of("data.p"));
            var _ = policy.evaluate("data.p", RegoObject.EMPTY, Policies.OPTIONS.withLimits(SMALL));
        } catch (RegoCompileException | RegoEvaluationException expected) {
            // Refused in the engine's own words: all that is promised.
        }
    }

    /** As plans come from elsewhere: whatever this one says, it ends, and in an answer or an error of the engine's own. */
    @FuzzTest
    void anyPlanRunsOrIsRefused(byte[] bytes) {
        try {
            var plan = PolicyReader.read(JsonReader.read(bytes));
            var policy = RegoCompiler.standard().withLimits(SMALL).load(plan, RegoObject.EMPTY);
            for (var entry : plan.plans()) {
                var _ = policy.evaluate(entry.name(), RegoObject.EMPTY, Policies.OPTIONS.withLimits(SMALL));
            }
        } catch (JsonException | IllegalArgumentException | RegoCompileException | RegoEvaluationException expected) {
            // Refused in the engine's own words: all that is promised.
        }
    }

    @FuzzTest
    void anyBytesAreABundleOrAreRefused(byte[] bytes) {
        try {
            var _ = Bundle.read(new ByteArrayInputStream(bytes), new BundleTrust.Unsigned());
        } catch (BundleException expected) {
            // Refused in the engine's own words: all that is promised.
        }
    }

    @FuzzTest
    void anyBytesAreJsonOrAreRefused(byte[] bytes) {
        try {
            var _ = JsonReader.read(bytes);
        } catch (JsonException expected) {
            // Refused in the engine's own words: all that is promised.
        }
    }
}
