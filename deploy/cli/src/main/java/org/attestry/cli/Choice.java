package org.attestry.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of an enumeration as it is typed and shown: in lower case. */
final class Choice<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> type;

    Choice(Class<E> type) {
        this.type = type;
    }

    @Override
    public E convert(String typed) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(typed))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + typed + "' is none of " + names()));
    }

    private String names() {
        return Arrays.stream(type.getEnumConstants()).map(Choice::name).collect(Collectors.joining(", "));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
