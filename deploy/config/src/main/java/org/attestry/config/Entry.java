package org.attestry.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One name of a group: what was given for it, where, and what is wrong with it. */
final class Entry {
    private final Settings settings;
    private final String prefix;
    private final String name;
    private final List<Problem> problems;

    Entry(Settings settings, String prefix, String name, List<Problem> problems) {
        this.settings = settings;
        this.prefix = prefix;
        this.name = name;
        this.problems = problems;
    }

    private String key() {
        return prefix + "." + name;
    }

    /** Empty only in an open group, where a name need not be there. */
    Optional<ConfigValue> value() {
        if (settings.schema().inOpenGroup(key()) && !settings.names(prefix).contains(name)) return Optional.empty();
        return Optional.of(settings.value(key()));
    }

    boolean isSet() {
        return value().filter(value -> value.valueType() != ConfigValueType.NULL)
                .isPresent();
    }

    /** The value as an operator may see it. */
    Optional<String> shown() {
        return value().map(given -> settings.shown(key(), given));
    }

    Source source() {
        return settings.sourceOf(key());
    }

    /** Where a relative path starts. */
    Path base() {
        return source() instanceof Source.File(var file, var _) && file.getParent() != null
                ? file.getParent()
                : Path.of("");
    }

    /** What {@code reader} makes of the value; where that is nothing, or fails, a problem is noted and {@code standIn} returned. */
    <T> T read(T standIn, String allowed, Optional<String> nearest, Function<ConfigValue, @Nullable T> reader) {
        var value = value();
        if (value.isEmpty() || value.get().valueType() == ConfigValueType.NULL) {
            note("is not set", allowed, Optional.empty());
            return standIn;
        }
        if (Settings.holdsHalfACharacter(value.get())) {
            note(HalfACharacter.HELD, allowed, Optional.empty());
            return standIn;
        }
        try {
            var result = reader.apply(value.get());
            if (result != null) return result;
        } catch (ConfigException | IllegalArgumentException wrongType) {
            // falls through: what is allowed says more than the library's message does
        }
        note("will not do", allowed, nearest);
        return standIn;
    }

    /** Notes a problem with the value. */
    void note(String what, String allowed, Optional<String> nearest) {
        problems.add(new Problem(key(), source(), shown(), what, Optional.of(allowed), nearest));
    }
}
