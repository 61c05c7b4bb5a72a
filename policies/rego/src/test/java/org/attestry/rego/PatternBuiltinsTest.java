package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.rego.Policies.expression;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternBuiltinsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "regex.find_n(\"a*\", \"baaac\", -1) ~ [\"\", \"aaa\", \"\"]",
                "regex.find_n(\"a\", \"aaa\", 0) ~ []",
                "regex.split(\"a*\", \"baaac\") ~ [\"b\", \"c\"]",
                "regex.split(\"\", \"\") ~ []",
                "regex.split(\",\", \"\") ~ [\"\"]",
                "regex.replace(\"baaac\", \"a*\", \"x\") ~ \"xbxcx\"",
                "regex.replace(\"ab\", \"(a)\", \"$1é|$01|$0\") ~ \"||ab\"",
                "regex.template_match(\"a}b\", \"a}b\", \"{\", \"}\") ~ undefined",
                "regex.template_match(\"urn:{a{2}}\", \"urn:aa\", \"{\", \"}\") ~ true",
            })
    void anEmptyMatchIsNoneRightBehindAnother(String expression, String expected) throws Exception {
        assertThat(expression(expression)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "[a-zA-Z]x ~ bx ~ undefined",
                "[a-c]x ~ bx ~ true",
                "[!a-c]x ~ dx ~ true",
                "[abc-]x ~ -x ~ true",
                "[^a]x ~ ^x ~ true",
                "[] ~ a ~ undefined",
                "[!] ~ a ~ undefined",
                "[c-a] ~ b ~ undefined",
                "a}b ~ a}b ~ true",
                "a]b ~ a]b ~ true",
                "{a,b ~ b ~ true",
                "{ab,{c,d}}e ~ de ~ true",
                "a,b ~ a,b ~ true",
                "ab\\\\ ~ ab ~ true",
                "a\\\\*b ~ a*b ~ true",
                "*** ~ a.b ~ true",
            })
    void aGlobIsReadAsGobwasReadsIt(String glob, String text, String expected) throws Exception {
        assertThat(expression("glob.match(\"" + glob + "\", [], \"" + text + "\")"))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "net.cidr_merge([\"192.168.1.5\"]) ~ {\"192.168.1.5/24\"}",
                "net.cidr_merge([\"192.168.1.5\", \"192.168.3.0/24\"]) ~ {\"192.168.1.5/24\", \"192.168.3.0/24\"}",
                "net.cidr_merge([\"192.168.2.5\", \"192.168.3.0/24\"]) ~ {\"192.168.2.0/23\"}",
                "net.cidr_merge([\"224.0.0.5\"]) ~ {\"224.0.0.5/24\"}",
                "net.cidr_contains(\"10.0.0.0/8\", \"::ffff:10.0.0.1\") ~ true",
                "net.cidr_contains(\"10.0.0.0/08\", \"10.0.0.1\") ~ true",
                "net.cidr_intersects(\"::ffff:0:0/96\", \"10.0.0.0/8\") ~ true",
                "net.cidr_expand(\"::ffff:10.0.0.0/127\") ~ {\"10.0.0.0\", \"10.0.0.1\"}",
                "net.cidr_is_valid(\"10.0.0.0/33\") ~ false",
            })
    void anAddressInOtherWordsIsTheSame(String expression, String expected) throws Exception {
        assertThat(expression(expression)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "semver.is_valid(\"v1.2.3\") ~ true",
                "semver.is_valid(\"01.2.3\") ~ true",
                "semver.is_valid(\"1.2\") ~ false",
                "semver.is_valid(\"1.2.3-a..b\") ~ false",
                "semver.is_valid(\"1.2.9223372036854775808\") ~ false",
                "semver.compare(\"1.0.0-\", \"1.0.0\") ~ 0",
                "semver.compare(\"1.0.0-02\", \"1.0.0-10\") ~ -1",
                "semver.compare(\"1.0.0-rc.1\", \"1.0.0+build\") ~ -1",
                "units.parse(\"500m\") ~ 0.5000000000",
                "units.parse(\"1.23456789012345m\") ~ 0.0012345679",
                "units.parse(\"1.5Ki\") ~ 1536",
                "units.parse_bytes(\"0.3kb\") ~ 300",
                "uuid.parse(\"<00000000-0000-4000-8000-000000000000>\").version ~ 4",
            })
    void versionsAndAmountsAreReadLeniently(String expression, String expected) throws Exception {
        assertThat(expression(expression)).isEqualTo(expected);
    }
}
