package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.value.RegoObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompileErrorTest {
    private static RegoCompileException refused(String source) {
        return catchThrowableOfType(
                RegoCompileException.class,
                () -> RegoCompiler.standard()
                        .compile(List.of(new RegoModule("p.rego", source)), RegoObject.EMPTY, List.of("data.p.x")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "x { true } ~ rego_parse_error ~ 2",
                "x := ~ rego_parse_error ~ 2",
                "x := y ~ rego_unsafe_var_error ~ 2",
                "x if not input.a[_] ~ rego_unsafe_var_error ~ 2",
                "x := y if y == 1 ~ rego_unsafe_var_error ~ 2",
                "x := x ~ rego_recursion_error ~ 2",
                "x := nothing(1) ~ rego_type_error ~ 2",
                "x := count(1, 2, 3) ~ rego_type_error ~ 2",
                "x := http.send({}) ~ rego_type_error ~ 2",
                "x := 1\\nx contains 2 ~ rego_type_error ~ 3",
                "x if { y := 1; y := 2 } ~ rego_compile_error ~ 2",
                "x if { some y } ~ rego_compile_error ~ 2",
                "default x := input.a ~ rego_parse_error ~ 2",
                "x := 1e99999 ~ rego_parse_error ~ 2",
                "x := \"\\ud800\" ~ rego_parse_error ~ 2",
            })
    void whatCannotMeanAnythingIsRefusedWithCodeAndLine(String rules, String code, int line) {
        var errors = refused("package p\n" + rules.replace("\\n", "\n")).errors();
        assertThat(errors.getFirst().code()).isEqualTo(code);
        assertThat(errors.getFirst().line()).isEqualTo(line);
    }

    @Test
    void severalErrorsAreReportedAtOnce() {
        assertThat(refused("package p\nx := y\nz := w\n").errors()).hasSize(2);
    }

    @Test
    void nestingSizeAndNumberOfRulesAreBounded() {
        assertThat(refused("package p\nx := " + "[".repeat(10_000) + "]".repeat(10_000))
                        .errors()
                        .getFirst()
                        .message())
                .contains("nested too deep");
        assertThat(refused("package p\n" + "#".repeat(2 << 20))
                        .errors()
                        .getFirst()
                        .message())
                .contains("source too large");
        assertThat(refused("package p\n" + "y contains 1\n".repeat(10_001))
                        .errors()
                        .getFirst()
                        .message())
                .contains("too many rules");
    }

    @Test
    void anEmptyModuleAndAByteOrderMarkAreRefused() {
        assertThat(refused("").errors().getFirst().code()).isEqualTo("rego_parse_error");
        assertThat(refused("\ufeffpackage p\nx := 1").errors().getFirst().message())
                .contains("U+FEFF");
    }
}
