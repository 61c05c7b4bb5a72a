package org.attestry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @ParameterizedTest(name = "{0}: loopback {3}")
    @CsvSource({
        "localhost:80, localhost, 80, true",
        "127.9.9.9:0, 127.9.9.9, 0, true",
        "[::1]:8443, ::1, 8443, true",
        "0.0.0.0:1, 0.0.0.0, 1, false",
        "[::]:1, ::, 1, false",
        "localhost.example.com:65535, localhost.example.com, 65535, false",
        "10.0.0.1:9, 10.0.0.1, 9, false",
    })
    void anAddressIsReadAndWrittenAlike(String text, String host, int port, boolean loopback) {
        var address = HostPort.parse(text);
        assertThat(address).isEqualTo(new HostPort(host, port)).hasToString(text);
        assertThat(address.isLoopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "host",
                "host:",
                "host:65536",
                "host:-1",
                "::1:80",
                "a b:1",
                "host:80/",
                "[host:80",
                "http://h:1"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text));
    }
}
