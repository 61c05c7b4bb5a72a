package org.attestry.agent.edl;

import java.util.Map;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/** What types and names of C are called in Java: types of the same size, since their values are copied as they are. */
final class JavaTypes {
    private static final Map<String, String> BY_C = Map.ofEntries(
            Map.entry("char", "byte"),
            Map.entry("unsigned char", "byte"),
            Map.entry("int8_t", "byte"),
            Map.entry("uint8_t", "byte"),
            Map.entry("short", "short"),
            Map.entry("unsigned short", "short"),
            Map.entry("int16_t", "short"),
            Map.entry("uint16_t", "short"),
            Map.entry("int", "int"),
            Map.entry("unsigned int", "int"),
            Map.entry("int32_t", "int"),
            Map.entry("uint32_t", "int"),
            Map.entry("wchar_t", "int"),
            Map.entry("long", "long"),
            Map.entry("unsigned long", "long"),
            Map.entry("long long", "long"),
            Map.entry("unsigned long long", "long"),
            Map.entry("int64_t", "long"),
            Map.entry("uint64_t", "long"),
            Map.entry("size_t", "long"),
            Map.entry("float", "float"),
            Map.entry("double", "double"));
    private static final Map<String, Integer> SIZES =
            Map.of("byte", 1, "short", 2, "int", 4, "long", 8, "float", 4, "double", 8);

    private JavaTypes() {}

    /** The type of a value; nothing for what Java has no form for. */
    static Optional<String> of(EdlType type) {
        if (type.pointers() > 0) {
            return Optional.empty();
        }
        return switch (type.base()) {
            case EdlType.Basic(var c, var _) -> Optional.ofNullable(BY_C.get(c));
            case EdlType.Tagged(var tag, var _) -> tag.equals("enum") ? Optional.of("int") : Optional.empty();
            case EdlType.Nothing _, EdlType.Foreign _ -> Optional.empty();
        };
    }

    /** The type of what an array or a pointer to whole numbers holds; octets, where C does not say. */
    static Optional<String> element(EdlType type) {
        return switch (type.base()) {
            case EdlType.Nothing _ -> Optional.of("byte");
            case EdlType.Basic(var c, var integer) when integer -> Optional.ofNullable(BY_C.get(c));
            case EdlType.Basic _, EdlType.Tagged _, EdlType.Foreign _ -> Optional.empty();
        };
    }

    /** How many octets a value of {@code type} has; none if it is {@code void}. */
    static int size(String type) {
        return SIZES.getOrDefault(type, 0);
    }

    /** Words of Java that are names in C. */
    static String name(String name) {
        return SourceVersion.isKeyword(name) ? name + "_" : name;
    }
}
