package org.attestry.agent.enclave;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The C test programs of the native runtime, one test each: life cycle and result codes, calls both ways, sealing,
 * switchless calls, isolation, death, and a host that lies.
 */
@Tag("integration")
class EnclaveRuntimeTest {
    @TestFactory
    Stream<DynamicTest> theNativeRuntimeKeepsItsPromises() {
        return programs(NativeBuild.build("plain", "--tests"), 120);
    }

    @TestFactory
    Stream<DynamicTest> itKeepsThemBuiltByClangToo() {
        NativeBuild.require("clang");
        return programs(NativeBuild.build("clang", "--tests", "--cc", "clang", "--name", "clang"), 120);
    }

    /** An emulated process cannot start another one, so only what needs none runs: layouts, and both halves of the ring. */
    @TestFactory
    Stream<DynamicTest> layoutsAndTheRingAreTheSameOnArm() {
        NativeBuild.require("aarch64-linux-gnu-gcc", "qemu-aarch64");
        var output = NativeBuild.build("aarch64", "--tests", "--cc", "aarch64-linux-gnu-gcc", "--name", "aarch64");
        return Stream.of("layout", "config", "crypto", "litmus")
                .map(name -> program(
                        output,
                        name,
                        List.of(
                                "qemu-aarch64",
                                "-L",
                                "/usr/aarch64-linux-gnu",
                                output.resolve("test").resolve(name).toString()),
                        120));
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> addressAndUndefinedBehaviourSanitizersFindNothing() {
        return programs(NativeBuild.build("address-undefined", "--tests", "--sanitize", "address,undefined"), 300);
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> theThreadSanitizerFindsNothing() {
        return programs(NativeBuild.build("thread", "--tests", "--sanitize", "thread"), 300);
    }

    private static Stream<DynamicTest> programs(Path output, int seconds) {
        return NativeBuild.programs(output).stream()
                .map(program ->
                        program(output, program.getFileName().toString(), List.of(program.toString()), seconds));
    }

    private static DynamicTest program(Path output, String name, List<String> command, int seconds) {
        return DynamicTest.dynamicTest(name, () -> {
            var outcome = NativeBuild.run(output, command, seconds);
            assertThat(outcome.exit()).as(outcome.output()).isZero();
            assertThat(outcome.output()).contains("ok ").doesNotContain("not ok");
        });
    }
}
