package org.attestry.collateral;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.attestry.verifier.EvidenceVerifier;

/**
 * The verifiers in a folder of plugin jars, each jar in a class loader of its own, so that two plugins may carry two versions of one
 * library. Found by {@link ServiceLoader}: {@code META-INF/services/org.attestry.verifier.EvidenceVerifier} in the jar.
 *
 * <p>Plugins see the service's interfaces and the JDK, and whatever else the service has on its class path; they run with its rights, so
 * whoever can write into the folder can do what the service can. The loaders stay open as long as the process: classes are loaded when
 * they are first used.
 */
public final class PluginFolder {
    private PluginFolder() {}

    /**
     * All verifiers of all jars, in order of file name.
     *
     * @throws CollateralException if the folder is not there, a jar offers no verifier, or one cannot be made: a plugin that somebody
     *     installed and that is silently absent would turn its evidence into "unknown"
     */
    public static List<EvidenceVerifier> load(Path folder) {
        var verifiers = new ArrayList<EvidenceVerifier>();
        for (var jar : jars(folder)) verifiers.addAll(verifiersIn(jar));
        return List.copyOf(verifiers);
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) throw new CollateralException(folder, "no such folder of plugins");
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CollateralException(folder, "cannot be read", e);
        }
    }

    private static List<EvidenceVerifier> verifiersIn(Path jar) {
        if (!Files.isRegularFile(jar)) throw new CollateralException(jar, "is no file");
        var loader = new URLClassLoader(
                jar.getFileName() + "", new URL[] {url(jar)}, EvidenceVerifier.class.getClassLoader());
        try {
            var verifiers = ServiceLoader.load(EvidenceVerifier.class, loader).stream()
                    // The service's own verifiers are visible from here as well, and are not the jar's.
                    .filter(provider -> loader.equals(provider.type().getClassLoader()))
                    .map(ServiceLoader.Provider::get)
                    .toList();
            if (verifiers.isEmpty()) throw new CollateralException(jar, "offers no verifier");
            for (var verifier : verifiers) declared(jar, verifier);
            return verifiers;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new CollateralException(jar, "its verifier cannot be made", e);
        }
    }

    /** Asked now, so that one that cannot say it is found out at the start and not by an administrator years later. */
    private static void declared(Path jar, EvidenceVerifier verifier) {
        try {
            var _ = verifier.claims();
        } catch (RuntimeException e) {
            throw new CollateralException(jar, "its verifier does not declare its claims", e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new CollateralException(jar, "is not a file", e);
        }
    }
}
