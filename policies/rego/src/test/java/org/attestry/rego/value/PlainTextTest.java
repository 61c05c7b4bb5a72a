package org.attestry.rego.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    /** Every byte there is, at every place in and beside a word of eight. */
    @Test
    void plainTextEndsAtTheFirstByteThatIsNot() {
        for (int length = 1; length <= 20; length++) {
            for (int at = 0; at < length; at++) {
                for (int b = 0; b < 256; b++) {
                    var in = new byte[length];
                    Arrays.fill(in, (byte) 'x');
                    in[at] = (byte) b;
                    boolean plain = b >= 0x20 && b < 0x80 && b != '"' && b != '\\';
                    assertThat(PlainText.end(in, 0)).isEqualTo(plain ? length : at);
                }
            }
        }
    }
}
