package org.attestry.cli;

import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code attestry} by itself: only the help and the version. */
@Command(
        name = "attestry",
        versionProvider = RootCommand.Version.class,
        mixinStandardHelpOptions = true,
        scope = picocli.CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Remote attestation: verify what a trusted execution environment proves of itself, appraise it, issue tokens, keep the log.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 yes, 1 refused, 2 usage, 3 inconclusive, 4 not reachable, 5 not allowed.",
            "First steps: `attestry demo` shows one attestation from end to end; `attestry COMMAND --help` says more."
        })
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** What the jar says it is. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = RootCommand.class.getPackage().getImplementationVersion();
            return Arrays.asList("attestry " + (version == null ? "(not packaged)" : version))
                    .toArray(String[]::new);
        }
    }
}
