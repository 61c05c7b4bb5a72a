package org.attestry.cluster.baseline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.appraisal.Baseline;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Wire;

/** Reads the stored document of a baseline version back: exactly what {@link Baseline#encoded} wrote. */
public record BaselineDocument(
        String tee,
        String name,
        int version,
        Map<String, List<String>> values,
        Map<String, Long> minimum,
        Instant notBefore,
        Instant notAfter) {

    /**
     * The baseline in {@code encoded}.
     *
     * @throws IllegalStateException if the octets are not the canonical ones of a baseline
     */
    public static Baseline decode(Bytes encoded) {
        var document = Wire.read(encoded, BaselineDocument.class);
        var baseline = new Baseline(
                document.tee,
                document.name,
                document.version,
                new TreeMap<>(document.values),
                new TreeMap<>(document.minimum),
                document.notBefore,
                document.notAfter);
        if (!baseline.encoded().equals(encoded)) throw new IllegalStateException("a stored baseline is not canonical");
        return baseline;
    }
}
