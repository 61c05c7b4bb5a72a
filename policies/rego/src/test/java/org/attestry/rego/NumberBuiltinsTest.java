package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are floats with 64 bits of mantissa to OPA 1.15, however long their integers are. */
class NumberBuiltinsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "9223372036854775807 + 1 ~ 9223372036854775808",
                "18446744073709551617 + 1 ~ 18446744073709551616",
                "18446744073709551617 * 2 ~ 36893488147419103230",
                "18446744073709551619 - 1 ~ 18446744073709551620",
                "0 - 9223372036854775807 - 2 ~ -9223372036854775809",
                "product([18446744073709551617, 2]) ~ 36893488147419103230",
                "18446744073709551617 % 10 ~ 6",
                "10 % 18446744073709551616 ~ undefined",
                "round(9223372036854775809) ~ 9223372036854775810",
                "round(2.5) ~ 3",
                "round(-2.5) ~ -3",
                "abs(-1.50) ~ 1.5",
                "bits.and(18446744073709551617, 1) ~ 0",
                "format_int(18446744073709551617, 16) ~ \"10000000000000000\"",
                "format_int(-15.9, 16) ~ \"-f\"",
                "18446744073709551617 == 18446744073709551616 ~ undefined",
                "0.1 + 0.2 ~ 0.3",
                "2 / 3 ~ 0.6666666666666666667",
                "1e100 * 3 < 4e100 ~ true",
                "to_number(\"1e400\") ~ undefined",
                "to_number(\"1e300\") ~ 1e300",
            })
    void arithmeticRoundsAsOpaDoes(String expression, String expected) throws Exception {
        var rule = expression.contains("==") ? "x if " + expression : "x := " + expression;
        assertThat(Policies.value(rule, "{}")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "substring(\"abc\", input.one, 1) ~ undefined",
                "substring(\"abc\", 1, 99999999999) ~ \"bc\"",
                "array.slice([1, 2, 3], input.one, 3) ~ undefined",
                "array.slice([1, 2, 3], -9, 99999999999) ~ [1, 2, 3]",
                "array.slice([1, 2, 3], 0, 99999999999999999999) ~ undefined",
                "regex.find_n(\"a\", \"aaa\", input.hundred) ~ undefined",
                "[1, 2][input.one] ~ undefined",
                "numbers.range(input.one, 2) ~ [1, 2]",
                "sprintf(\"%d\", [input.hundred]) ~ \"%!d(float64=100)\"",
                "json.marshal(input.hundred) ~ \"1e2\"",
                "input.hundred == 100 ~ true",
                "{100} & {input.hundred} ~ {100}",
            })
    void anIntegerWrittenAsAFloatIsNoIndexAndStaysAsWritten(String expression, String expected) throws Exception {
        assertThat(Policies.value("x := " + expression, "{\"one\": 1.0, \"hundred\": 1e2}"))
                .isEqualTo(expected);
    }
}
