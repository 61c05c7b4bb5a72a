package org.attestry.rego.builtin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** Reads arguments whose kind was checked, and makes answers. */
final class Args {
    private Args() {}

    static String text(RegoValue value) {
        if (value instanceof RegoString s) return s.value();
        throw BuiltinFailure.type("must be string but got " + value.typeName());
    }

    static RegoNumber number(RegoValue value) {
        if (value instanceof RegoNumber n) return n;
        throw BuiltinFailure.type("must be number but got " + value.typeName());
    }

    /** An integer however it is written, {@code 1.0} too, as precise as OPA's floats are. */
    static BigInteger integer(RegoValue value) {
        var number = number(value);
        if (!number.isInteger()) throw notAnInteger();
        return number.isSmall()
                ? number.bigIntegerValue()
                : BinaryFloat.round(number.bigValue()).toBigIntegerExact();
    }

    /** An integer of 64 bits written as one; what lies beyond 32 bits is as good as infinite. */
    static int index(RegoValue value) {
        var number = number(value);
        if (!number.isSmall()) throw notAnInteger();
        return Math.clamp(number.smallValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static BuiltinFailure notAnInteger() {
        return BuiltinFailure.type("must be integer number but got floating-point number");
    }

    static RegoArray array(RegoValue value) {
        if (value instanceof RegoArray a) return a;
        throw BuiltinFailure.type("must be array but got " + value.typeName());
    }

    static RegoObject object(RegoValue value) {
        if (value instanceof RegoObject o) return o;
        throw BuiltinFailure.type("must be object but got " + value.typeName());
    }

    static RegoSet set(RegoValue value) {
        if (value instanceof RegoSet s) return s;
        throw BuiltinFailure.type("must be set but got " + value.typeName());
    }

    /** The elements of an array or set. */
    static List<RegoValue> elements(RegoValue value) {
        return switch (value) {
            case RegoArray array -> array.asList();
            case RegoSet set -> set.toArray().asList();
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _, RegoObject _ ->
                throw BuiltinFailure.type("must be array or set but got " + value.typeName());
        };
    }

    static List<String> texts(RegoValue value) {
        var texts = new ArrayList<String>();
        for (var item : elements(value)) texts.add(text(item));
        return texts;
    }

    static RegoValue need(RegoObject object, String key) {
        var value = object.get(key);
        if (value == null) throw BuiltinFailure.of("missing " + key);
        return value;
    }

    static RegoString of(String text) {
        return RegoString.of(text);
    }

    static RegoBoolean of(boolean value) {
        return RegoBoolean.of(value);
    }

    static RegoNumber of(long value) {
        return RegoNumber.of(value);
    }
}
