package org.attestry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.attestry.bench.enclave.EnclaveRows;
import org.attestry.bench.http.HttpBench;
import org.attestry.bench.journal.JournalBench;
import org.attestry.bench.policy.PolicyRows;
import org.attestry.bench.verify.VerifyBench;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.TextTable;
import org.attestry.verifier.crypto.Cryptos;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}: figures of this machine beside what the machine can do at best, in one run. */
@Command(
        name = "bench",
        description = {
            "Measure this machine: verify, policy, journal, http, enclave, or all of them.",
            "Each figure stands beside a baseline taken in the same run; ends with 1 if a ratio misses its target."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final Duration ROUND = Duration.ofSeconds(1);

    /** What can be measured. */
    enum Part {
        verify,
        policy,
        journal,
        http,
        enclave
    }

    private final Console console;

    @Parameters(
            paramLabel = "PART",
            description = "verify, policy, journal, http, enclave (default: all).",
            arity = "0..*")
    private List<Part> parts = List.of();

    @Option(names = "--seconds", paramLabel = "N", description = "How long each load is counted (default: 16).")
    private int seconds = 16;

    @Option(names = "--folder", paramLabel = "DIR", description = "The disk to measure (default: the working folder).")
    private Path folder = Path.of("");

    @Mixin
    private Output output = new Output();

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
        // Before several threads log: whoever meets a logger that is being set up is told so on the standard error.
        var _ = LoggerFactory.getILoggerFactory();
        var data = Files.createTempDirectory(folder.toAbsolutePath(), ".attestry-bench");
        try {
            var rows = rows(data);
            output.print(console, json(rows), BenchCommand::table);
            return (rows.stream().allMatch(Row::holds) ? ExitCode.YES : ExitCode.REFUSED).number();
        } finally {
            delete(data);
        }
    }

    private List<Row> rows(Path data) throws IOException, InterruptedException, GeneralSecurityException {
        Set<Part> wanted = parts.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(parts);
        var crypto = Cryptos.installed();
        var time = Duration.ofSeconds(seconds);
        var rows = new ArrayList<Row>();
        for (var part : wanted) {
            rows.addAll(
                    switch (part) {
                        case verify -> new VerifyBench(crypto, new SecureRandom(), console.clock(), ROUND).run();
                        case policy -> new PolicyRows(console.clock().instant(), ROUND.dividedBy(4)).run();
                        case journal -> new JournalBench(data, time, time).run();
                        case enclave -> new EnclaveRows().run();
                        case http -> new HttpBench(data.resolve("http"), crypto, time).run();
                    });
        }
        return rows;
    }

    private static JsonNode json(List<Row> rows) {
        var result = Json.object();
        ArrayNode list = result.putArray("rows");
        for (var row : rows) {
            var item = list.addObject()
                    .put("name", row.name())
                    .put("value", row.value())
                    .put("unit", row.unit());
            put(item, "baseline", row.baseline());
            put(item, "ratio", row.ratio());
            put(item, "target", row.target());
            item.put("holds", row.holds());
        }
        var runtime = Runtime.getRuntime();
        result.put(
                "machine",
                System.getProperty("os.arch") + ", " + runtime.availableProcessors() + " processors, JDK "
                        + Runtime.version() + ", " + Cryptos.installed().name());
        result.put("commit", BenchCommand.class.getPackage().getImplementationVersion());
        return result;
    }

    private static void put(com.fasterxml.jackson.databind.node.ObjectNode item, String name, OptionalDouble value) {
        if (value.isPresent()) item.put(name, value.getAsDouble());
        else item.putNull(name);
    }

    private static String table(JsonNode data) {
        var table = TextTable.of("what", "value", "unit", "baseline", "ratio", "target", "holds");
        for (var row : data.path("rows")) {
            table.row(List.of(
                    row.path("name").asText(),
                    number(row.path("value")),
                    row.path("unit").asText(),
                    number(row.path("baseline")),
                    number(row.path("ratio")),
                    number(row.path("target")),
                    row.path("target").isNull() ? "" : row.path("holds").asBoolean() ? "yes" : "NO"));
        }
        return table + "\n" + data.path("machine").asText();
    }

    private static String number(JsonNode value) {
        if (value.isNull()) return "";
        return String.format(java.util.Locale.ROOT, value.asDouble() >= 100 ? "%.0f" : "%.2f", value.asDouble());
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
