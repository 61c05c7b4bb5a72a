package org.attestry.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MembersTest {
    @Test
    void piecesStandInTheirOrderAsTheyAre() {
        var object = new Members()
                .of(Bytes.utf8("{\"a\":1,\"b\":{}}"))
                .of(Bytes.copyOf(Wire.write(Map.of("c", "ü"))))
                .text("d", Bytes.utf8("x.y.z"))
                .value("e", Bytes.utf8("[ 1 ]"))
                .octets();
        assertThat(Bytes.copyOf(object))
                .isEqualTo(Bytes.utf8("{\"a\":1,\"b\":{},\"c\":\"ü\",\"d\":\"x.y.z\",\"e\":[ 1 ]}"));
    }

    @Test
    void theSameComesOutAgain() {
        var object = new Members().value("a", Bytes.utf8("null"));
        assertThat(Bytes.copyOf(object.octets())).isEqualTo(Bytes.utf8("{\"a\":null}"));
        assertThat(Bytes.copyOf(object.octets())).isEqualTo(Bytes.utf8("{\"a\":null}"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "{", "{}", "[1]", "null", "\"{}\""})
    void whatIsNoObjectWithMembersIsRefused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Members().of(Bytes.utf8(json)));
    }

    @Test
    void anObjectHasMembers() {
        assertThatIllegalStateException().isThrownBy(() -> new Members().octets());
    }
}
