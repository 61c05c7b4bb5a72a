package org.attestry.cli;

import java.util.List;

/** The process: arguments in, exit code out. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var console = Console.ofProcess();
        int status = new Cli(console).run(List.of(arguments)).number();
        console.out().flush();
        console.err().flush();
        System.exit(status);
    }
}
