package org.attestry.bench.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.attestry.bench.Row;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.tool.PolicyBench;

/** One evaluation of a realistic appraisal in one thread beside a fixed loop of the same run, its compile, and the memory of many policies. */
public final class PolicyRows {
    private static final int POLICIES = 1000;
    private static final double MOST_MIB = 100;

    private final Instant now;
    private final Duration round;

    /** Rounds of {@code round} each; {@code now} is what policies see. */
    public PolicyRows(Instant now, Duration round) {
        this.now = now;
        this.round = round;
    }

    /** The rows. */
    public List<Row> run() {
        try {
            var rows = new ArrayList<>(costs(PolicyBench.run(now, round)));
            rows.add(Row.atMost(
                    "memory of " + POLICIES + " policies", PolicyBench.mebibytes(POLICIES), "MiB", MOST_MIB, 1));
            return rows;
        } catch (RegoCompileException e) {
            throw new IllegalStateException("the policy that is built in compiles", e);
        }
    }

    private static List<Row> costs(PolicyBench.Report report) {
        double loop = report.loopMicros();
        return List.of(
                Row.measured("fixed loop, 10000 steps", loop, "us"),
                Row.beside("evaluation, JSON in and out", report.textMicros(), "us", loop),
                Row.beside("evaluation, parsed input", report.parsedMicros(), "us", loop),
                Row.beside("evaluation, 10000 reference values", report.largeMicros(), "us", report.parsedMicros()),
                Row.atMost("compile, warm", report.compileMillis(), "ms", 5, 1));
    }
}
