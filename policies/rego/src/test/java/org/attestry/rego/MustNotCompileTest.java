package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.value.RegoObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MustNotCompileTest {
    private record Case(String code, int line, String rules) {
        static Case of(String text) {
            var parts = text.split(" \\| ", 3);
            return new Case(parts[0], Integer.parseInt(parts[1]), parts[2]);
        }
    }

    private static List<Case> cases() throws IOException {
        try (var in = Objects.requireNonNull(MustNotCompileTest.class.getResourceAsStream("must-not-compile.txt"))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Case::of)
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> eachCaseIsRefusedWithOpasCodeAndTheRightLine() throws IOException {
        return cases().stream().map(one -> DynamicTest.dynamicTest(one.rules(), () -> check(one)));
    }

    private static void check(Case one) {
        var source = "package p\n" + one.rules().replace("\\n", "\n");
        var refusal = catchThrowableOfType(
                RegoCompileException.class,
                () -> RegoCompiler.standard()
                        .compile(List.of(new RegoModule("p.rego", source)), RegoObject.EMPTY, List.of("data.p")));
        assertThat(refusal).isNotNull();
        assertThat(refusal.errors().getFirst().code()).isEqualTo(one.code());
        assertThat(refusal.errors().getFirst().line()).isEqualTo(one.line());
    }
}
