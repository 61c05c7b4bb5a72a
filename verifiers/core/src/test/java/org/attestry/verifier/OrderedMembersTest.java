package org.attestry.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A group's members are a map like any sorted one, but for changes. */
class OrderedMembersTest {
    private static final TreeMap<String, ClaimValue> GIVEN = new TreeMap<>(Map.of(
            "b",
            text("2"),
            "a",
            text("1"),
            "",
            text("0"),
            "\u00e4",
            text("4"),
            "\ud83d\ude00",
            text("5"),
            "aa",
            text("3")));

    private final Map<String, ClaimValue> members = new ClaimValue.Group(GIVEN).members();

    private static ClaimValue text(String text) {
        return new ClaimValue.Text(text);
    }

    @Test
    void theyAreThoseOfTheMapInItsOrder() {
        assertThat(members).isEqualTo(GIVEN).hasSameHashCodeAs(GIVEN);
        assertThat(members.entrySet()).containsExactlyElementsOf(GIVEN.entrySet());
        assertThat(members.keySet()).containsExactlyElementsOf(GIVEN.keySet());
        var walked = new ArrayList<String>();
        members.forEach((name, value) -> walked.add(name + value));
        var wanted = new ArrayList<String>();
        GIVEN.forEach((name, value) -> wanted.add(name + value));
        assertThat(walked).isEqualTo(wanted);
    }

    @Test
    void eachIsFoundByItsNameAndNoOther() {
        GIVEN.forEach((name, value) -> assertThat(members).containsEntry(name, value));
        assertThat(members.get("c")).isNull();
        assertThat(members).doesNotContainKey("A");
        assertThat(members.containsKey("aaa")).isFalse();
    }

    @Test
    void nobodyChangesThem() {
        var given = new TreeMap<>(GIVEN);
        var group = new ClaimValue.Group(given);
        given.put("c", text("6"));
        assertThat(group.members()).isEqualTo(GIVEN);
        assertThatThrownBy(() -> members.put("c", text("6"))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(members::clear).isInstanceOf(UnsupportedOperationException.class);
        var entry = members.entrySet().iterator().next();
        assertThatThrownBy(() -> entry.setValue(text("6"))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anotherOrderIsRefused() {
        var reversed = new TreeMap<String, ClaimValue>(Comparator.reverseOrder());
        assertThatIllegalArgumentException().isThrownBy(() -> new ClaimValue.Group(reversed));
    }
}
