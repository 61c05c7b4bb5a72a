package org.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher in a checkout that is not built, run by a user who may not build it, and beside a JVM that only says how it was called. */
@Tag("integration")
@Timeout(60)
final class LauncherTest {
    /** Root may write anywhere. */
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path checkout;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"''", "target", "deploy/cli", "deploy/cli/target", "agent/native", "agent/native/target"})
    void whoMayNotBuildIsToldWhoCan(String closed) throws IOException, InterruptedException {
        for (var open : List.of("deploy/cli", "agent/native"))
            mode(Files.createDirectories(checkout.resolve(open)), "rwxrwxrwx");
        for (var module : List.of("", "deploy/cli"))
            Files.writeString(checkout.resolve(module).resolve("pom.xml"), "<project/>");
        var launcher = Files.copy(Path.of("..", "..", "attestry"), checkout.resolve("attestry"));
        mode(launcher, "rwxr-xr-x");
        if (!closed.isEmpty()) mode(Files.createDirectories(checkout.resolve("target")), "rwxrwxrwx");
        var folder = Files.createDirectories(checkout.resolve(closed));
        mode(checkout, "r-xr-xr-x");
        mode(folder, "r-xr-xr-x");
        try {
            assertThat(refusal(launcher))
                    .contains("may not write to " + checkout.toRealPath().resolve(closed))
                    .contains("belongs to " + Files.getOwner(folder).getName() + ": run ")
                    .doesNotContain("Maven");
        } finally {
            mode(checkout, "rwx------");
        }
    }

    /** With both, the JVM takes the launcher's kind and says nothing. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', true",
        "-Xmx1g, true",
        "-XX:+UseLargePages, false",
        "-Xmx1g -XX:-UseLargePages, false",
        "-XX:-UseTransparentHugePages, false",
        "-XX:+UseTransparentHugePages, false",
    })
    void whoChoosesAKindOfPagesIsGivenNoOther(String options, boolean launchers) throws Exception {
        var kinds = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        assumeTrue(
                Files.exists(kinds) && !Files.readString(kinds).contains("[never]"), "this machine has no such pages");
        Files.createDirectory(checkout.resolve("lib"));
        var launcher = Files.copy(Path.of("..", "..", "attestry"), checkout.resolve("attestry"));
        var java = checkout.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(
                checkout.resolve("jdk/release"),
                "JAVA_VERSION=\"" + Runtime.version().feature() + "\"\n");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        mode(java, "rwxr-xr-x");
        mode(launcher, "rwxr-xr-x");
        var builder = new ProcessBuilder(launcher.toString(), "serve").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", checkout.resolve("jdk").toString());
        builder.environment().put("ATTESTRY_JAVA_OPTIONS", options);
        assertThat(said(builder, 0).replace(options + " -D", "-D").contains("-XX:+UseTransparentHugePages"))
                .isEqualTo(launchers);
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String refusal(Path launcher) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if (Files.isWritable(Path.of("/"))) command.addAll(AS_NOBODY);
        assumeTrue(command.isEmpty() || Files.isExecutable(Path.of("/usr/bin/setpriv")), "nobody can be had");
        command.addAll(List.of(launcher.toString(), "--version"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return said(builder, 2);
    }

    private static String said(ProcessBuilder builder, int exit) throws IOException, InterruptedException {
        var process = builder.start();
        try (var out = process.getInputStream()) {
            var text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isEqualTo(exit);
            return text;
        }
    }
}
