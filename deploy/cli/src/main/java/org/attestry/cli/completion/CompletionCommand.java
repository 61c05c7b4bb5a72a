package org.attestry.cli.completion;

import java.util.concurrent.Callable;
import org.attestry.cli.Commands;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion}: prints a script for a shell to read. */
@Command(
        name = "completion",
        description = {
            "Print a script that teaches your shell to complete the commands.",
            "bash: source <(attestry completion bash)",
            "zsh:  source <(attestry completion zsh)",
            "fish: attestry completion fish | source"
        })
public final class CompletionCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    public CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var commands = Commands.all(console);
        console.out()
                .println(
                        switch (shell) {
                            case BASH -> AutoComplete.bash("attestry", commands);
                            case ZSH -> zsh(AutoComplete.bash("attestry", commands));
                            case FISH -> FishCompletion.script("attestry", commands.getCommandSpec());
                        });
        console.out().flush();
        return ExitCode.YES.number();
    }

    /** zsh runs completions made for bash once its compatibility layer is loaded. */
    private static String zsh(String bash) {
        return "autoload -Uz compinit bashcompinit\ncompinit\nbashcompinit\n" + bash;
    }
}
