package org.attestry.collateral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.ClaimShape;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.EvidenceVerifier;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Outcome;
import org.attestry.verifier.Verifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins are compiled here, into jars that no class path has. */
class PluginFolderTest {
    private static final String SERVICES = "META-INF/services/org.attestry.verifier.EvidenceVerifier";
    private static final String SOURCE = """
            package plugin;
            import java.time.Instant;
            import java.util.Set;
            import org.attestry.verifier.*;
            public final class Toy implements EvidenceVerifier {
                public String tee() { return "toy"; }
                public Set<String> formats() { return Set.of("toy-VERSION"); }
                public String version() { return "VERSION"; }
                public int bindingSize(String format) { return 32; }
                public ClaimShapes claims() { return ClaimShapes.builder().hex("enclave.digest", 32).build(); }
                public Verdict verify(Evidence evidence, Expected expected, Endorsements endorsements, Instant at) {
                    return new Verdict.Refused(Check.FORMAT, Reason.MALFORMED, "toy VERSION");
                }
            }
            """;

    @TempDir
    Path folder;

    @TempDir
    Path workshop;

    @Test
    void eachJarHasItsOwnClassesEvenOfOneName() throws IOException {
        jar("a", "plugin.Toy");
        jar("b", "plugin.Toy");

        var verifiers = PluginFolder.load(folder);

        assertThat(verifiers).extracting(EvidenceVerifier::version).containsExactly("a", "b");
        assertThat(verifiers.get(0).getClass()).isNotEqualTo(verifiers.get(1).getClass());
        var evidence = Evidence.of("toy-a", Bytes.EMPTY);
        var verdict =
                verifiers.getFirst().verify(evidence, new Expected.Unchallenged(), Endorsements.NONE, Instant.EPOCH);
        assertThat(verdict.outcome()).isEqualTo(Outcome.MALFORMED);
    }

    @Test
    void aFolderWithoutJarsHoldsNoVerifiers() throws IOException {
        Files.writeString(folder.resolve("README"), "not a jar");

        assertThat(PluginFolder.load(folder)).isEmpty();
    }

    @Test
    void aJarThatOffersNothingIsRefusedByName() throws IOException {
        jar("a", "");

        assertThatThrownBy(() -> PluginFolder.load(folder))
                .isInstanceOf(CollateralException.class)
                .hasMessageContaining("a.jar")
                .hasMessageContaining("offers no verifier");
    }

    @Test
    void aJarWhoseVerifierCannotBeMadeIsRefusedByName() throws IOException {
        jar("a", "plugin.Missing");

        assertThatThrownBy(() -> PluginFolder.load(folder)).hasMessageContaining("a.jar");
    }

    @Test
    void aVerifierDeclaresItsOwnClaims() throws IOException {
        jar("a", "plugin.Toy");

        var verifiers = new Verifiers(PluginFolder.load(folder), (_, _) -> {});

        assertThat(verifiers.tees()).containsExactly("toy");
        assertThat(verifiers.claims("toy").at("enclave.digest")).contains(new ClaimShape.Hex(List.of(32)));
    }

    @Test
    void aJarWhoseVerifierFailsToDeclareItsClaimsIsRefusedByName() throws IOException {
        jar(
                "a",
                "plugin.Toy",
                SOURCE.replace(
                        "return ClaimShapes", "if (true) throw new IllegalStateException(); return ClaimShapes"));

        assertThatThrownBy(() -> PluginFolder.load(folder))
                .isInstanceOf(CollateralException.class)
                .hasMessageContaining("a.jar")
                .hasMessageContaining("does not declare its claims");
    }

    private void jar(String name, String service) throws IOException {
        jar(name, service, SOURCE);
    }

    private void jar(String name, String service, String text) throws IOException {
        var source = Files.createDirectories(workshop.resolve(name)).resolve("Toy.java");
        Files.writeString(source, text.replace("VERSION", name));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var classPath = System.getProperty("java.class.path");
        int result = compiler.run(
                null, null, null, "-proc:none", "-d", source.getParent() + "", "-cp", classPath, source + "");
        assertThat(result).isZero();
        try (var out = new JarOutputStream(Files.newOutputStream(folder.resolve(name + ".jar")))) {
            add(
                    out,
                    "plugin/Toy.class",
                    Files.readAllBytes(workshop.resolve(name).resolve("plugin/Toy.class")));
            if (!service.isEmpty()) add(out, SERVICES, service.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }

    @Test
    void theServicesOwnVerifiersAreFoundWithoutPlugins() {
        var names = ServiceLoader.load(EvidenceVerifier.class).stream()
                .map(provider -> provider.type().getSimpleName())
                .toList();

        assertThat(names).contains("SnpVerifier", "UvmEndorsementVerifier", "Sev", "SevEs");
    }
}
