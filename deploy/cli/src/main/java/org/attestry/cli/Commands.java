package org.attestry.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.attestry.cli.completion.CompletionCommand;
import org.attestry.cli.config.ConfigCommand;
import org.attestry.cli.conformance.ConformanceCommand;
import org.attestry.cli.edl.EdlCommand;
import org.attestry.cli.policy.BenchCommand;
import org.attestry.cli.policy.CheckCommand;
import org.attestry.cli.policy.EvalCommand;
import org.attestry.cli.policy.FmtCommand;
import org.attestry.cli.policy.PlanCommand;
import org.attestry.cli.policy.TestCommand;
import org.attestry.cli.serve.AgentCommand;
import org.attestry.cli.serve.ServeCommand;
import org.attestry.cli.serve.TrainCommand;
import org.attestry.cli.service.AttestCommand;
import org.attestry.cli.service.AuditCheckCommand;
import org.attestry.cli.service.AuditCommand;
import org.attestry.cli.service.BaselineCommand;
import org.attestry.cli.service.ExplainCommand;
import org.attestry.cli.service.NodeCommand;
import org.attestry.cli.service.PolicyCommand;
import org.attestry.cli.token.TokenCommand;
import org.attestry.cli.verify.VerifyCommand;
import picocli.CommandLine;

/** Every command by its word, in the order of the help: first what a newcomer tries, then the service, then its administration. */
public final class Commands {
    private static final Map<String, Function<Console, Object>> BUILT_IN = builtIn();

    private Commands() {}

    private static Map<String, Function<Console, Object>> builtIn() {
        var commands = new LinkedHashMap<String, Function<Console, Object>>();
        commands.put("serve", ServeCommand::new);
        commands.put("agent", AgentCommand::new);
        commands.put("attest", AttestCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("conformance", ConformanceCommand::new);
        commands.put("token", TokenCommand::new);
        commands.put("node", NodeCommand::new);
        commands.put("baseline", BaselineCommand::new);
        commands.put("policy", Commands::policy);
        commands.put("audit", Commands::audit);
        commands.put("explain", ExplainCommand::new);
        commands.put("edl", EdlCommand::new);
        commands.put("config", ConfigCommand::new);
        commands.put("completion", CompletionCommand::new);
        commands.put("train", TrainCommand::new);
        return commands;
    }

    /**
     * The command line for {@code arguments}: with the one command that they begin with, or with all of them where they ask for help
     * or name none, and with none for the version. Reading the annotations of all commands takes longer than verifying a report.
     */
    static CommandLine forArguments(Console console, List<String> arguments) {
        var first = arguments.isEmpty() ? "" : arguments.getFirst();
        if (first.equals("--version") || first.equals("-V")) return root();
        var asked = BUILT_IN.get(first);
        if (asked != null) return root().addSubcommand(first, asked.apply(console));
        for (var plugin : ServiceLoader.load(CommandPlugin.class)) {
            if (plugin.name().equals(first)) return root().addSubcommand(first, plugin.command(console));
        }
        return all(console);
    }

    /** The command line with every command there is on the class path. */
    public static CommandLine all(Console console) {
        var root = root();
        for (var plugin : ServiceLoader.load(CommandPlugin.class)) {
            root.addSubcommand(plugin.name(), plugin.command(console));
        }
        BUILT_IN.forEach((word, command) -> root.addSubcommand(word, command.apply(console)));
        return root;
    }

    /** Versions at a service, and what can be done with policies in files. */
    private static CommandLine policy(Console console) {
        return new CommandLine(new PolicyCommand(console))
                .addSubcommand(new EvalCommand(console))
                .addSubcommand(new TestCommand(console))
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new FmtCommand(console))
                .addSubcommand(new org.attestry.cli.policy.ExplainCommand(console))
                .addSubcommand(new PlanCommand(console))
                .addSubcommand(new BenchCommand(console));
    }

    /** Records at a service, and what can be said of a data folder without one. */
    private static CommandLine audit(Console console) {
        return new CommandLine(new AuditCommand(console)).addSubcommand(new AuditCheckCommand(console));
    }

    private static CommandLine root() {
        return new CommandLine(new RootCommand());
    }
}
