package org.attestry.cluster;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * The class path as Pekko sees it: every class of it, but of its configuration files none, since the whole tree is handed over, and of its
 * manifests only Pekko's own, which is what Pekko looks for in them.
 *
 * <p>Starting pays for what is read twice: the libraries' configuration has thousands of lines, and so has the manifest of more than one jar.
 */
final class PekkoResources extends ClassLoader {
    private static final String CONFIGURATION = "reference.conf";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    PekkoResources(ClassLoader classPath) {
        super("pekko", classPath);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return switch (name) {
            case CONFIGURATION -> Collections.emptyEnumeration();
            case MANIFEST -> Collections.enumeration(manifests());
            default -> super.getResources(name);
        };
    }

    private List<URL> manifests() throws IOException {
        return Collections.list(super.getResources(MANIFEST)).stream()
                .filter(manifest -> manifest.getPath().contains("/pekko-"))
                .toList();
    }
}
