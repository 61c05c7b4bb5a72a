package org.attestry.cluster.baseline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.appraisal.Baseline;
import org.attestry.cluster.http.PathSegment;
import org.attestry.cluster.http.Problem;
import org.jspecify.annotations.Nullable;

/** What a caller sends to add a version of a baseline: it wants something, and begins now and ends never unless it says otherwise. */
record BaselineRequest(
        String name,
        String tee,
        @Nullable Map<String, List<String>> values,
        @Nullable Map<String, Long> minimum,
        @Nullable Instant notBefore,
        @Nullable Instant notAfter) {
    private static final Instant OPEN_END = Instant.parse("9999-12-31T23:59:59Z");

    @SuppressWarnings("ConstantValue") // the reader of JSON gives null where a member is missing
    BaselineRequest {
        require(name != null && PathSegment.allowed(name), "\"name\" is 1 to 128 letters, digits or ._~@:-");
        require(tee != null && PathSegment.allowed(tee), "\"tee\" names a kind of TEE, f.e. snp");
        require(
                (values != null && !values.isEmpty()) || (minimum != null && !minimum.isEmpty()),
                "a baseline wants something: \"values\" or \"minimum\" is not empty");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalArgumentException(otherwise);
    }

    /**
     * Version {@code number} of the baseline, as asked for at {@code now}.
     *
     * @throws Problem.Refusal if there can be no such baseline
     */
    Baseline version(int number, Instant now) {
        try {
            return baseline(number, now);
        } catch (IllegalArgumentException e) {
            throw Problem.refuse(Problem.Kind.MALFORMED_REQUEST, e.getMessage() + "");
        }
    }

    private Baseline baseline(int number, Instant now) {
        return new Baseline(
                tee,
                name,
                number,
                new TreeMap<>(values == null ? Map.of() : values),
                new TreeMap<>(minimum == null ? Map.of() : minimum),
                notBefore == null ? now : notBefore,
                notAfter == null ? OPEN_END : notAfter);
    }
}
