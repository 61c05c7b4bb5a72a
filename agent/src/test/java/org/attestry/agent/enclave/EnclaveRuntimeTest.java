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
class EnclaveRuntimeTest {
    @TestFactory
    Stream<DynamicTest> theNativeRuntimeKeepsItsPromises() {
        return programs(NativeBuild.build("plain", "--tests"), 120);
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
                .map(program -> DynamicTest.dynamicTest(program.getFileName().toString(), () -> {
                    var outcome = NativeBuild.run(output, List.of(program.toString()), seconds);
                    assertThat(outcome.exit()).as(outcome.output()).isZero();
                    assertThat(outcome.output()).contains("ok ").doesNotContain("not ok");
                }));
    }
}
