package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.rego.Policies.expression;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeBuiltinsTest {
    /** The expected numbers are those of Go's time.Parse(layout, value).UnixNano(). */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "15:04 2006-01-02|5:04 2020-01-02|1577941440000000000",
                "2006-01-02T15:04:05Z07:00:00|2020-01-02T03:04:05+01:00:30|1577930615000000000",
                "2006-01-02T15:04:05Z07|2020-01-02T03:04:05-05|1577952245000000000",
                "2006 002|2020 060|1582934400000000000",
                "2006 __2|2021  60|1614556800000000000",
                "2006-01 002|2020-03 060|undefined",
                "Jan  2 2006|Mar 2 2020|1583107200000000000",
                "Jan _2 2006|mar  2 2020|1583107200000000000",
                "3:04PM 2006-01-02|3:04pm 2020-01-02|undefined",
                "3:04pm 2006-01-02|12:04am 2020-01-02|1577923440000000000",
                "02 Jan 06 15:04 MST|02 Jan 20 15:04 GMT+3|1577977440000000000",
                "02 Jan 06 15:04 MST|02 Jan 20 15:04 CEST|1577977440000000000",
                "02 Jan 06 15:04 MST|02 Jan 20 15:04 ABCD|undefined",
                "2006-01-02 15:04:05|2020-01-02 03:04:05,25|1577934245250000000",
                "2006-01-02 15:04:05.000|2020-01-02 03:04:05.12|undefined",
                "2006-01-02 15:04:05.999|2020-01-02 03:04:05|1577934245000000000",
                "2006-01-02|2019-02-29|undefined",
                "2006-01-02 15:04|2020-01-02 24:00|undefined",
            })
    void aTimeIsReadByItsLayout(String layout, String text, String expected) throws Exception {
        assertThat(expression("time.parse_ns(\"" + layout + "\", \"" + text + "\")"))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "UTC|January Janx Mon Monx _2006 002|February Janx Sat Monx _2020 060",
                "America/Sao_Paulo|MST|-03",
                "America/New_York|MST|EST",
                "Asia/Kathmandu|MST -070000 -07:00:00 Z07|+0545 +054500 +05:45:00 +05",
                "EST|MST Z0700|EST -0500",
                "UTC|''|2020-02-29T12:00:00Z",
                "GMT+2|MST|undefined",
                "+02:00|MST|undefined",
            })
    void aTimeIsWrittenInItsZone(String zone, String layout, String expected) throws Exception {
        var wanted = expected.equals("undefined") ? expected : "\"" + expected + "\"";
        assertThat(expression("time.format([1582977600000000000, \"" + zone + "\", \"" + layout + "\"])"))
                .isEqualTo(wanted);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "time.diff(1583020800000000000, 1580342400000000000) ~ [0, 1, 2, 0, 0, 0]",
                "time.diff(1580342400000000000, 1583020800000000000) ~ [0, 1, 2, 0, 0, 0]",
                "time.diff(1583020800000000000, 1580428800000000001) ~ [0, 1, 1, 0, 0, 0]",
                "time.parse_duration_ns(\"9999999h\") ~ undefined",
                "time.parse_duration_ns(\"-1h2m3.5s\") ~ -3723500000000",
                "time.clock(1.5) ~ undefined",
            })
    void whatLiesBetweenTimesIsCountedAsInOpa(String expression, String expected) throws Exception {
        assertThat(expression(expression)).isEqualTo(expected);
    }
}
