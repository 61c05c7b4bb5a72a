package org.attestry.appraisal;

import java.util.Map;
import org.attestry.bytes.Bytes;
import org.attestry.rego.value.RegoObject;

/**
 * A baseline made ready for many appraisals: its octets, its digest, and the {@code data.baseline} that policies read, whose long lists are
 * indexed once.
 */
public final class PreparedBaseline {
    private final Baseline baseline;
    private final Bytes digest;
    private final RegoObject data;

    /** Prepares {@code baseline}. */
    public PreparedBaseline(Baseline baseline) {
        this.baseline = baseline;
        this.digest = baseline.digest();
        this.data = RegoObject.of(Map.of("baseline", RegoValues.object(baseline.tree())));
    }

    /** The baseline. */
    public Baseline baseline() {
        return baseline;
    }

    /** SHA-256 of its canonical JSON. */
    public Bytes digest() {
        return digest;
    }

    RegoObject data() {
        return data;
    }
}
