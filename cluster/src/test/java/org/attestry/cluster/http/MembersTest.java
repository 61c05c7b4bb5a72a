package org.attestry.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;

final class MembersTest {
    @Test
    void piecesStandInTheirOrderAsTheyAre() {
        var object = new Members()
                .of(Bytes.utf8("{\"a\":1,\"b\":{}}"))
                .of(Wire.write(Map.of("c", "ü")))
                .text("d", Bytes.utf8("x.y.z"))
                .value("e", Bytes.utf8("[ 1 ]"))
                .octets();
        assertThat(Bytes.copyOf(object))
                .isEqualTo(Bytes.utf8("{\"a\":1,\"b\":{},\"c\":\"ü\",\"d\":\"x.y.z\",\"e\":[ 1 ]}"));
    }

    @Test
    void oneMemberIsAnObject() {
        var object = new Members().value("a", Bytes.utf8("null"));
        assertThat(Bytes.copyOf(object.octets())).isEqualTo(Bytes.utf8("{\"a\":null}"));
        assertThat(Bytes.copyOf(object.octets())).isEqualTo(Bytes.utf8("{\"a\":null}"));
    }
}
