package org.attestry.cli.verify;

import java.util.ArrayList;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
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
     * @throws CommandFailed if it names nothing installed, or several formats
     */
    String format(String tee) {
        if (verifiers.formats().contains(tee)) return tee;
        var formats = new TreeSet<String>();
        installed.stream().filter(verifier -> verifier.tee().equals(tee)).forEach(it -> formats.addAll(it.formats()));
        if (formats.size() > 1) formats.removeIf(Predicate.not(format -> isMain(tee, format)));
        if (formats.size() == 1) return formats.first();
        throw CommandFailed.usage(
                formats.isEmpty()
                        ? "no verifier for " + tee + "; there are formats " + String.join(", ", verifiers.formats())
                        : tee + " has formats " + String.join(", ", formats) + ": give one of them to --format");
    }

    private static boolean isMain(String tee, String format) {
        return format.equals(tee + "-report") || format.startsWith(tee + "-quote");
    }
}
