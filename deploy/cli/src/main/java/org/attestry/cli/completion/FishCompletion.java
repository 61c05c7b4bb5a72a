package org.attestry.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completions for fish, which the command line library does not write: one {@code complete} line per command and option. */
final class FishCompletion {
    private final String program;
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(String program) {
        this.program = program;
    }

    static String script(String program, CommandSpec root) {
        var script = new FishCompletion(program);
        script.lines.add("# fish completions for " + program);
        script.lines.add("complete -c " + program + " -f");
        script.describe(root, List.of());
        return String.join("\n", script.lines);
    }

    private void describe(CommandSpec command, List<String> path) {
        var subcommands = command.subcommands();
        subcommands.forEach((word, subcommand) ->
                lines.add("complete -c " + program + condition(path, subcommands.keySet()) + " -a " + word
                        + description(subcommand.getCommandSpec().usageMessage().description())));
        command.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> lines.add("complete -c " + program + condition(path, List.of()) + names(option)
                        + (takesValue(option) ? " -r -F" : "") + description(option.description())));
        subcommands.forEach((word, subcommand) -> {
            var below = new ArrayList<>(path);
            below.add(word);
            describe(subcommand.getCommandSpec(), below);
        });
    }

    /** Holds where all words of {@code path} have been typed and none of {@code next} yet. */
    private static String condition(List<String> path, Iterable<String> next) {
        var tests =
                path.stream().map(word -> "__fish_seen_subcommand_from " + word).collect(Collectors.toList());
        var words = String.join(" ", next);
        if (!words.isEmpty()) tests.add("not __fish_seen_subcommand_from " + words);
        return tests.isEmpty() ? "" : " -n '" + String.join("; and ", tests) + "'";
    }

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    private static String names(OptionSpec option) {
        var names = new StringBuilder();
        for (var name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return names.toString();
    }

    private static String description(String[] text) {
        var first = text.length == 0 ? "" : text[0].strip();
        return first.isEmpty() ? "" : " -d '" + first.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
