package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.bytes.Reader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowWriterTest {
    @Test
    void whatWasWrittenIsRead() {
        var body = new RowWriter()
                .octets(Bytes.of(1, 2, 3))
                .text("\u00e4")
                .octets(Bytes.EMPTY)
                .body();
        var in = new Reader(Bytes.copyOf(body));
        assertThat(RowWriter.octets(in, "first")).isEqualTo(Bytes.of(1, 2, 3));
        assertThat(RowWriter.text(in, "second")).isEqualTo("\u00e4");
        assertThat(RowWriter.octets(in, "third")).isEqualTo(Bytes.EMPTY);
        in.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000002ff", "7fffffffff", "80000000ff", "ffffffffff"})
    void aLengthBeyondTheEndIsMalformed(String body) {
        assertThatThrownBy(() -> RowWriter.octets(new Reader(Bytes.fromHex(body)), "payload"))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("payload");
    }
}
