package org.attestry.cli.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.config.Nearest;
import org.attestry.verifier.EvidenceVerifier;
import org.attestry.verifier.Verifiers;

/** The verifiers of this release, wired as the service wires them. */
public final class InstalledVerifiers {
    private final ArrayList<EvidenceVerifier> installed = new ArrayList<>();
    private final Verifiers verifiers;

    /** All that the class path and the plugin folder have; one that throws says so on {@code console}, besides refusing. */
    public InstalledVerifiers(Console console, PluginOptions plugins) {
        ServiceLoader.load(EvidenceVerifier.class).forEach(installed::add);
        installed.addAll(plugins.verifiers());
        verifiers = new Verifiers(
                installed,
                (format, failure) -> console.err().println("the verifier of " + format + " failed: " + failure));
    }

    /** Where evidence goes. */
    public Verifiers verifiers() {
        return verifiers;
    }

    /**
     * The evidence format that {@code tee} stands for: itself, where it names one, else the report or quote of that kind of TEE.
     *
     * @param option that {@code tee} was given to; what it takes is said where nothing has that name
     * @throws CommandFailed if it names nothing installed, or several formats
     */
    String format(String option, String tee) {
        if (verifiers.formats().contains(tee)) return tee;
        var formats = formatsOf(tee);
        if (formats.isEmpty())
            throw unknown(option, tee, option.equals("--tee") ? tees() : new TreeSet<>(verifiers.formats()));
        var main = formats.stream().filter(format -> isMain(tee, format)).toList();
        var meant = main.isEmpty() ? List.copyOf(formats) : main;
        if (meant.size() == 1) return meant.getFirst();
        throw CommandFailed.usage(tee + " has formats " + String.join(", ", meant) + ": give one of them to --format");
    }

    private SortedSet<String> formatsOf(String tee) {
        var formats = new TreeSet<String>();
        installed.stream().filter(verifier -> verifier.tee().equals(tee)).forEach(it -> formats.addAll(it.formats()));
        return formats;
    }

    private SortedSet<String> tees() {
        return installed.stream().map(EvidenceVerifier::tee).collect(Collectors.toCollection(TreeSet::new));
    }

    private static CommandFailed unknown(String option, String given, SortedSet<String> known) {
        var near = Nearest.to(given, known)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        return CommandFailed.usage(
                "no verifier for " + given + near + "\n" + option + " takes " + String.join(", ", known));
    }

    private static boolean isMain(String tee, String format) {
        return format.equals(tee + "-report") || format.startsWith(tee + "-quote");
    }
}
