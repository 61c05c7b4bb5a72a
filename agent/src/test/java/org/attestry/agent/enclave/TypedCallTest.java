package org.attestry.agent.enclave;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCallTest {
    private final TypedCall call = new TypedCall(1, 0);

    /** The enclave would be given another text than the one that was chosen. */
    @ParameterizedTest
    @ValueSource(strings = {"a\ud800b", "\udc00", "\ude00\ud83d"})
    void aTextWithHalfACharacterIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> call.text(text));
    }

    @Test
    void anyOtherTextIsNone() {
        var _ = call.text("\ud83d\ude00").text("").text(null);
    }
}
