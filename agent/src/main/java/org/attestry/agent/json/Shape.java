package org.attestry.agent.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attestry.agent.json.JsonRefused.Why;
import org.attestry.bytes.Bytes;

/**
 * Takes the members of one JSON object by name and type; a member of another type, or a required one that is missing, is a refusal.
 *
 * <p>{@code null} counts as absent, unknown members are ignored: that is how the clients of this agent write and read.
 */
public final class Shape {
    private final JsonNode object;

    private Shape(JsonNode object) {
        this.object = object;
    }

    /**
     * The members of {@code value}.
     *
     * @throws JsonRefused if it is no object
     */
    public static Shape of(JsonNode value) {
        if (!value.isObject()) throw shape("invalid type: expected an object");
        return new Shape(value);
    }

    /** Required text. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    /** Text, if there. */
    public Optional<String> optionalText(String name) {
        return member(name).map(value -> {
            if (!value.isTextual()) throw wrongType(name, "a string");
            return value.textValue();
        });
    }

    /** Required octets, in the one canonical unpadded base64url text. */
    public Bytes octets(String name) {
        return decoded(name, text(name));
    }

    /** A truth value, {@code false} if not there. */
    public boolean flag(String name) {
        return member(name)
                .map(value -> {
                    if (!value.isBoolean()) throw wrongType(name, "a boolean");
                    return value.booleanValue();
                })
                .orElse(false);
    }

    /** A whole number of at most 53 bits, if there. */
    public Optional<Long> whole(String name) {
        return member(name).map(value -> {
            if (!value.isIntegralNumber() || !value.canConvertToLong() || Math.abs(value.longValue()) > 1L << 53) {
                throw wrongType(name, "a whole number");
            }
            return value.longValue();
        });
    }

    /** Texts in order, none if not there. */
    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        member(name).ifPresent(value -> {
            if (!value.isArray()) throw wrongType(name, "a sequence of strings");
            for (var item : value) {
                if (!item.isTextual()) throw wrongType(name, "a sequence of strings");
                texts.add(item.textValue());
            }
        });
        return List.copyOf(texts);
    }

    /** A member that is an object itself, if there. */
    public Optional<Shape> group(String name) {
        return member(name).map(value -> {
            if (!value.isObject()) throw wrongType(name, "an object");
            return new Shape(value);
        });
    }

    /** A member of any type, if there. */
    public Optional<JsonNode> member(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    /** The names of all members, in their order. */
    public List<String> names() {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    /** The whole object. */
    public JsonNode json() {
        return object;
    }

    private static Bytes decoded(String name, String text) {
        try {
            return Bytes.fromBase64Url(text);
        } catch (IllegalArgumentException e) {
            throw wrongType(name, "unpadded base64url");
        }
    }

    private static JsonRefused missing(String name) {
        return shape("missing field `" + name + "`");
    }

    private static JsonRefused wrongType(String name, String expected) {
        return shape("invalid type of `" + name + "`, expected " + expected);
    }

    private static JsonRefused shape(String detail) {
        return new JsonRefused(Why.SHAPE, detail, 1, 0);
    }
}
