package org.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

    /** They ask for the factory of which an AOT cache holds lambdas, but for the few that are no functions. */
    @Test
    void lambdasOfScalaAreLinkedPlainly() throws IOException {
        var factories = new HashMap<String, Integer>();
        for (var path : jars()) {
            if (!path.getFileName().toString().matches("pekko-(actor|cluster)_.*")) continue;
            try (var jar = new JarFile(path.toFile())) {
                for (var entry : jar.stream().toList()) {
                    if (!entry.getName().endsWith(".class")) continue;
                    count(ClassFile.of().parse(jar.getInputStream(entry).readAllBytes()), factories);
                }
            }
        }
        assertThat(factories.get("metafactory")).isGreaterThan(1000);
        assertThat(factories.getOrDefault("altMetafactory", 0)).isLessThan(50);
    }

    private static void count(ClassModel model, Map<String, Integer> factories) {
        for (var entry : model.constantPool()) {
            if (entry instanceof InvokeDynamicEntry called)
                factories.merge(
                        called.bootstrap().bootstrapMethod().reference().name().stringValue(), 1, Integer::sum);
        }
    }

    @Test
    void theNativeLibrariesOfBothArchitecturesAreUnpackedForTheLauncher() throws IOException {
        var jars = jars();
        for (var machine : List.of("linux-x86_64", "linux-aarch_64")) {
            var folder = LIB.resolve("native").resolve(machine);
            try (var files = Files.list(folder)) {
                var libraries = files.toList();
                assertThat(libraries).as(machine).hasSize(2);
                for (var library : libraries) assertThat(library).satisfies(file -> assertUnpacked(file, jars));
            }
        }
    }

    private static void assertUnpacked(Path library, List<Path> jars) throws IOException {
        var name = "/" + library.getFileName();
        long size = Files.size(library);
        for (var path : jars) {
            try (var jar = new JarFile(path.toFile())) {
                if (jar.stream().anyMatch(it -> ("/" + it.getName()).endsWith(name) && it.getSize() == size)) return;
            }
        }
        throw new AssertionError("no jar has " + library);
    }

    @Test
    @Timeout(300)
    void aServiceThatIsKilledLeavesNothingInTheTemporaryFolder(@TempDir Path folder)
            throws IOException, InterruptedException {
        var launcher = installation(folder);
        var temporary = Files.createDirectory(folder.resolve("tmp"));
        for (int i = 0; i < 2; i++) killed(launcher, folder, temporary);
        try (var left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    /** The launcher and the jars beside it, as `deploy/README.md` says. */
    private static Path installation(Path folder) throws IOException {
        if (jars().isEmpty()) Assumptions.abort("nothing is packaged in " + LIB);
        Files.createSymbolicLink(folder.resolve("lib"), LIB.toAbsolutePath());
        var launcher = Files.copy(Path.of("..", "..", "attestry"), folder.resolve("attestry"));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        return launcher;
    }

    private static void killed(Path launcher, Path folder, Path temporary) throws IOException, InterruptedException {
        var output = folder.resolve("output");
        var command = new ProcessBuilder(
                        launcher.toString(),
                        "serve",
                        "--data",
                        folder.resolve("data").toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--set",
                        "attest.management.listen=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("ATTESTRY_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        var service = command.start();
        try {
            while (service.isAlive() && !Files.readString(output).contains("attestry serves")) Thread.sleep(50);
            assertThat(service.isAlive()).as(Files.readString(output)).isTrue();
        } finally {
            service.destroyForcibly().waitFor();
        }
    }
}
