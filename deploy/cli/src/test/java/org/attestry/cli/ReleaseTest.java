package org.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the release has on its class path; runs once it is packaged. */
class ReleaseTest {
    private static final Path LIB = Path.of("target", "app", "lib");

    private static List<Path> jars() throws IOException {
        if (!Files.isDirectory(LIB)) Assumptions.abort("nothing is packaged in " + LIB);
        try (var files = Files.list(LIB)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> entries() throws IOException {
        var names = new ArrayList<String>();
        for (var path : jars()) {
            try (var jar = new JarFile(path.toFile())) {
                jar.stream().map(ZipEntry::getName).forEach(names::add);
            }
        }
        return names;
    }

    @Test
    void noClassOfTheFakeVendorOfTheDemoOrOfTheBenchmarksIsThere() throws IOException {
        assertThat(entries())
                .contains("org/attestry/cli/Main.class", "org/attestry/cluster/AttestryNode.class")
                .noneMatch(name -> name.startsWith("org/attestry/verifier/testing/"))
                .noneMatch(name -> name.startsWith("org/attestry/demo/"))
                .noneMatch(name -> name.startsWith("org/openjdk/jmh/"))
                .noneMatch(name -> name.startsWith("org/junit/"));
    }

    @Test
    void theNativePartsOfBothArchitecturesAreThere() throws IOException {
        assertThat(jars())
                .anyMatch(jar -> jar.toString().endsWith("-linux-x86_64.jar"))
                .anyMatch(jar -> jar.toString().endsWith("-linux-aarch_64.jar"));
    }

    @Test
    void noJarIsSignedSinceAnAotCacheHoldsNoClassOfOne() throws IOException {
        assertThat(entries()).noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"));
    }
}
