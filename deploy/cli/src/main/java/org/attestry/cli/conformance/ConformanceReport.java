package org.attestry.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Palette;
import org.attestry.cli.output.TextTable;

/** What a run over a folder of cases came to: the failures one by one, a line per TEE, and the sum as the last line. */
final class ConformanceReport {
    private final List<CaseResult> results;

    ConformanceReport(List<CaseResult> results) {
        this.results = List.copyOf(results);
    }

    long passed() {
        return results.stream().filter(CaseResult::passed).count();
    }

    long failed() {
        return results.stream().filter(CaseResult::failed).count();
    }

    String lastLine() {
        return passed() + " passed, " + failed() + " failed";
    }

    String text(Palette palette) {
        var parts = new ArrayList<String>();
        if (failed() > 0) parts.add(failures());
        parts.add(byTee());
        parts.add(failed() == 0 ? palette.good(lastLine()) : palette.bad(lastLine()));
        return String.join("\n\n", parts);
    }

    private String failures() {
        var table = TextTable.of("failed case", "expected", "got", "differs");
        for (var result : results) {
            if (!result.failed()) continue;
            table.row(List.of(
                    result.dir(), result.expected().orElse(""), result.got(), String.join("; ", result.differences())));
        }
        return table.toString();
    }

    private String byTee() {
        var table = TextTable.of("tee", "cases", "passed", "failed", "not judged");
        counts().forEach((tee, count) -> table.row(List.of(
                tee, number(count.cases), number(count.passed), number(count.failed), number(count.unjudged()))));
        return table.toString();
    }

    private static String number(int count) {
        return Integer.toString(count);
    }

    JsonNode data() {
        var data = Json.object();
        var tees = data.putObject("tees");
        counts().forEach((tee, count) -> tees.putObject(tee)
                .put("cases", count.cases)
                .put("passed", count.passed)
                .put("failed", count.failed)
                .put("not_judged", count.unjudged()));
        var failures = data.putArray("failures");
        results.stream().filter(CaseResult::failed).forEach(result -> {
            var failure = failures.addObject().put("dir", result.dir()).put("tee", result.tee());
            failure.put("expected", result.expected().orElse(""));
            failure.put("got", result.outcome().name());
            result.differences().forEach(failure.putArray("differences")::add);
        });
        return data.put("passed", passed()).put("failed", failed());
    }

    private Map<String, Count> counts() {
        var counts = new TreeMap<String, Count>();
        for (var result : results)
            counts.computeIfAbsent(result.tee(), _ -> new Count()).add(result);
        return counts;
    }

    private static final class Count {
        int cases;
        int passed;
        int failed;

        void add(CaseResult result) {
            cases++;
            if (result.passed()) passed++;
            if (result.failed()) failed++;
        }

        int unjudged() {
            return cases - passed - failed;
        }
    }
}
