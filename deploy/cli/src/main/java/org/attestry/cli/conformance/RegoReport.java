package org.attestry.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.TextTable;
import org.attestry.rego.conformance.RegoConformance;

/** What a run of OPA's cases came to, as data and for people: a row a folder, a line a failure, and the sum last. */
final class RegoReport {
    private RegoReport() {}

    static JsonNode data(RegoConformance.Report report) {
        var data = Json.object();
        var folders = data.putArray("folders");
        report.rows().forEach(row -> folders.add(row(row).put("folder", row.folder())));
        var failures = data.putArray("failures");
        report.failures().forEach(failures::add);
        data.set("errors_wanted", row(report.errors()));
        data.set("sum", row(report.sum()));
        return data;
    }

    private static ObjectNode row(RegoConformance.Row row) {
        return Json.object()
                .put("source_passed", row.sourcePassed())
                .put("source_failed", row.sourceFailed())
                .put("plan_passed", row.planPassed())
                .put("plan_failed", row.planFailed());
    }

    static String text(JsonNode data) {
        var table = TextTable.of("folder", "source", "failed", "plan", "failed");
        data.path("folders").forEach(row -> table.row(cells(row)));
        var text = new StringBuilder(table.toString()).append('\n');
        data.path("failures").forEach(failure -> text.append(failure.asText()).append('\n'));
        var errors = data.path("errors_wanted");
        var sum = data.path("sum");
        return text.append("errors as wanted: ")
                .append(errors.path("source_passed").asInt())
                .append(" from source, ")
                .append(errors.path("plan_passed").asInt())
                .append(" from plan; other: ")
                .append(errors.path("source_failed").asInt())
                .append(", ")
                .append(errors.path("plan_failed").asInt())
                .append("\nfrom plan: ")
                .append(sum.path("plan_passed").asInt())
                .append(" passed, ")
                .append(sum.path("plan_failed").asInt())
                .append(" failed\n")
                .append(sum.path("source_passed").asInt())
                .append(" passed, ")
                .append(sum.path("source_failed").asInt())
                .append(" failed")
                .toString();
    }

    private static List<String> cells(JsonNode row) {
        return List.of(
                row.path("folder").asText(),
                row.path("source_passed").asText(),
                row.path("source_failed").asText(),
                row.path("plan_passed").asText(),
                row.path("plan_failed").asText());
    }
}
