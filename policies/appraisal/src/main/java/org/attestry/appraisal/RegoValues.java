package org.attestry.appraisal;

import java.util.function.Function;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.attestry.verifier.ClaimValue;

/** Gives claims to policies as they are: text stays text, numbers stay exact. */
final class RegoValues {
    private static final Function<ClaimValue.Group, RegoObject> OBJECT = RegoValues::made;

    private RegoValues() {}

    static RegoValue of(ClaimValue value) {
        return switch (value) {
            case ClaimValue.Text(var text) -> RegoString.of(text);
            case ClaimValue.Whole(var number) -> RegoNumber.of(number);
            case ClaimValue.Bool(var bool) -> RegoBoolean.of(bool);
            case ClaimValue.Nothing() -> RegoNull.NULL;
            case ClaimValue.Many many ->
                RegoArray.of(many.values().stream().map(RegoValues::of).toList());
            case ClaimValue.Group group -> object(group);
        };
    }

    private static RegoObject made(ClaimValue.Group group) {
        return RegoObject.of(group.members(), RegoValues::of);
    }

    static RegoObject object(ClaimValue.Group group) {
        return group.made(OBJECT);
    }
}
