package org.attestry.cli.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.TextTable;
import org.attestry.cluster.JournalCheck;
import org.attestry.cluster.JournalCheck.Findings;
import org.attestry.persistence.rocksdb.StoreProblem;
import org.attestry.persistence.rocksdb.StoreRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audit check}: whether what a stopped service kept is whole; without any service, which would not notice all of it. */
@Command(
        name = "check",
        description = {
            "Check the data folder of a stopped service, or a copy of one, and leave it as it is: every event, the hash chains,"
                    + " what leads to events (names, spent nonces, the order) and the contents that they name. Ends with 1 if"
                    + " anything is missing, damaged or too much.",
            "It reads all that there is, row by row: its memory does not grow with the folder. Of more than 10000 problems it"
                    + " prints the first and how many there are."
        })
public final class AuditCheckCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The data folder, as given to `serve --data`.")
    private Path data = Path.of("");

    @Mixin
    private Output output = new Output();

    public AuditCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var findings = findings();
        output.print(console, data(findings), this::text);
        return (findings.found() == 0 ? ExitCode.YES : ExitCode.REFUSED).number();
    }

    private Findings findings() {
        try {
            return JournalCheck.run(data, console.clock().instant());
        } catch (StoreRefused e) {
            return refused(e);
        } catch (IOException e) {
            throw CommandFailed.unusable(data, e);
        }
    }

    /** A journal that is too damaged to be opened is the answer to what was asked. */
    private static Findings refused(StoreRefused e) {
        return switch (e.why()) {
            case DAMAGED -> new Findings(0, 1, List.of(new StoreProblem("all", String.valueOf(e.getMessage()))));
            case LOCKED, NEWER_FORMAT, OLDER_FORMAT, NOT_WRITABLE, ABSENT ->
                throw CommandFailed.file(String.valueOf(e.getMessage()));
        };
    }

    private JsonNode data(Findings findings) {
        var answer = Json.object()
                .put("data", data.toString())
                .put("events", findings.events())
                .put("found", findings.found());
        var problems = answer.putArray("problems");
        findings.problems()
                .forEach(each ->
                        problems.addObject().put("family", each.family()).put("problem", each.problem()));
        return answer;
    }

    private String text(JsonNode answer) {
        var events = Json.plain(answer.path("events")) + " events";
        if (answer.path("problems").isEmpty()) return console.palette().good("whole") + ": " + events;
        var found = answer.path("found").asLong();
        return console.palette().bad("not whole") + ": " + events + ", " + found
                + (found == 1 ? " problem\n" : " problems\n")
                + TextTable.rows(answer.path("problems"), "family", "problem");
    }
}
