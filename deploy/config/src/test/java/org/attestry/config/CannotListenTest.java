package org.attestry.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CannotListenTest {
    @Test
    void aTakenPortIsSaidWithItsKey() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new HostPort("127.0.0.1", taken.getLocalPort());
            assertThatExceptionOfType(CannotListen.class)
                    .isThrownBy(() -> CannotListen.unlessFree("attest.listen", address))
                    .withMessage("cannot listen on " + address + ": another process does already")
                    .matches(failure -> failure.key().equals("attest.listen"));
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"192.0.2.1:0, this machine has no such address", "no-such-host.invalid:0, there is no such host"})
    void anAddressThatIsNoneOfThisMachineIsSaid(String address, String why) {
        assertThatExceptionOfType(CannotListen.class)
                .isThrownBy(() -> CannotListen.unlessFree("k", HostPort.parse(address)))
                .withMessageEndingWith(why);
    }

    @Test
    void aFreeAddressIsLeftFree() {
        var any = new HostPort("127.0.0.1", 0);
        assertThatCode(() -> CannotListen.unlessFree("k", any)).doesNotThrowAnyException();
    }
}
