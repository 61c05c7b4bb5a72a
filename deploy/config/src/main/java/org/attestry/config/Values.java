package org.attestry.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a value says as a type of ours; one of another type is a {@link ConfigException}, and one that says nothing is null. */
final class Values {
    private Values() {}

    static String text(ConfigValue value) {
        return config(value).getString("v");
    }

    static @Nullable String nonEmptyText(ConfigValue value) {
        var text = text(value);
        return text.isBlank() ? null : text;
    }

    /** A number alone is no duration: what unit it has is not to be guessed. */
    static @Nullable Duration duration(ConfigValue value) {
        return hasUnit(text(value)) ? config(value).getDuration("v") : null;
    }

    private static boolean hasUnit(String text) {
        return !text.isEmpty() && Character.isLetter(text.charAt(text.length() - 1));
    }

    static long octets(ConfigValue value) {
        return config(value).getBytes("v");
    }

    static boolean bool(ConfigValue value) {
        return config(value).getBoolean("v");
    }

    /** Of a list its elements, of a text what stands between commas. */
    static List<String> texts(ConfigValue value) {
        return value instanceof ConfigList list
                ? list.stream().map(Values::text).toList()
                : split(text(value));
    }

    private static List<String> split(String joined) {
        return joined.isBlank()
                ? List.of()
                : Arrays.stream(joined.split(",", -1)).map(String::strip).toList();
    }

    private static Config config(ConfigValue value) {
        return value.atKey("v");
    }
}
