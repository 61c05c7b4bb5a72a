package org.attestry.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lays the sources over each other and finds what none of them may say: unknown keys, unknown variables, names that cannot be
 * written, a value where a group stands, an unreadable file.
 */
final class Layers {
    private static final ConfigResolveOptions FROM_THE_FILES_ALONE = ConfigResolveOptions.noSystem();

    private final Schema schema;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Map<String, Source> given = new TreeMap<>();

    Layers(Schema schema) {
        this.schema = schema;
    }

    /** The effective configuration, with the source of every key that is not at its default. */
    record Merged(Config config, Map<String, Source> given, List<String> notices) {}

    /** @throws InvalidSettings if a source says what no source may */
    Merged merge(Sources sources) {
        var file = sources.file().map(this::parsed).orElse(ConfigFactory.empty());
        var over = flags(sources).withFallback(variables(sources));
        var merged = resolved(over.withFallback(file).withFallback(schema.reference()), file, sources);
        if (problems.isEmpty()) inspectFile(file.resolveWith(merged, FROM_THE_FILES_ALONE), sources);
        if (!problems.isEmpty()) throw new InvalidSettings(problems);
        return new Merged(merged, given, notices);
    }

    private Config resolved(Config merged, Config file, Sources sources) {
        try {
            return merged.resolve(FROM_THE_FILES_ALONE);
        } catch (ConfigException e) {
            // often the echo of a file of the wrong shape, of which more can be said
            inspectFile(file, sources);
            if (problems.isEmpty()) unreadable(sources.file(), e);
            return ConfigFactory.empty();
        }
    }

    private Config parsed(Path path) {
        var unusable = ReadablePath.asFile(path);
        if (unusable.isPresent()) {
            problems.add(fault("configuration file", new Source.File(path, 0), unusable.get()));
            return ConfigFactory.empty();
        }
        try {
            var options = ConfigParseOptions.defaults().setAllowMissing(false);
            return afterRenames(ConfigFactory.parseFile(path.toFile(), options), path);
        } catch (ConfigException e) {
            unreadable(Optional.of(path), e);
            return ConfigFactory.empty();
        }
    }

    private void unreadable(Optional<Path> path, ConfigException e) {
        var place = path.<Source>map(file -> new Source.File(file, e.origin() == null ? 0 : line(e.origin())))
                .orElse(new Source.Default());
        problems.add(fault("configuration file", place, "is not HOCON that can be read: " + e.getMessage()));
    }

    private Config afterRenames(Config file, Path path) {
        var moved = file;
        for (var rename : schema.renames().entrySet()) {
            var value = peek(file.root(), rename.getKey());
            if (value.isEmpty()) continue;
            var place = place(value.get(), path);
            if (peek(file.root(), rename.getValue()).isPresent()) {
                problems.add(
                        fault(rename.getKey(), place, "is the former name of " + rename.getValue() + ", given too"));
            }
            moved = moved.withoutPath(rename.getKey()).withValue(rename.getValue(), value.get());
            renamed(rename.getKey(), place, rename.getValue());
        }
        return moved;
    }

    private void renamed(String old, Source place, String current) {
        notices.add(old + " (" + place + ") is now called " + current);
    }

    /** The value at {@code path} before substitutions are resolved. */
    private static Optional<ConfigValue> peek(ConfigObject root, String path) {
        ConfigValue value = root;
        for (var name : ConfigUtil.splitPath(path)) {
            var next = value instanceof ConfigObject group ? group.get(name) : null;
            if (next == null) return Optional.empty();
            value = next;
        }
        return Optional.of(value);
    }

    private Config variables(Sources sources) {
        var layer = ConfigFactory.empty();
        for (var variable : new TreeMap<>(sources.environment()).entrySet()) {
            var name = variable.getKey();
            if (!name.startsWith(Schema.VARIABLE_PREFIX)) continue;
            if (schema.reservedVariables().contains(name)) continue;
            var source = new Source.Variable(name);
            var key = schema.keyOf(name);
            if (key.isEmpty()) problems.add(unknownVariable(name, source));
            else layer = layer.withFallback(given(key.get(), variable.getValue(), source));
        }
        return layer;
    }

    private Problem unknownVariable(String name, Source source) {
        var near = Nearest.to(name, schema.variables());
        return new Problem(name, source, Optional.empty(), "stands for no key", Optional.empty(), near);
    }

    private Config flags(Sources sources) {
        var layer = ConfigFactory.empty();
        for (var flag : sources.flags().reversed()) {
            var source = new Source.Flag(flag.name());
            if (isSettable(flag.key())) layer = layer.withFallback(given(flag.key(), flag.value(), source));
            else problems.add(unknownKey(flag.key(), source));
        }
        return layer;
    }

    private boolean isSettable(String key) {
        return !key.isBlank() && (schema.isKey(key) || schema.renames().containsKey(key));
    }

    private Config given(String key, String text, Source source) {
        var current = schema.renames().getOrDefault(key, key);
        if (!current.equals(key)) renamed(key, source, current);
        // flags are laid before variables, the last flag first: whoever comes first counts
        given.merge(current, source, (first, later) -> first instanceof Source.Flag ? first : later);
        return ConfigValueFactory.fromAnyRef(text, source.toString()).atPath(current);
    }

    private void inspectFile(Config file, Sources sources) {
        sources.file()
                .ifPresent(path -> file.root().forEach((name, value) -> {
                    if (HalfACharacter.isIn(name))
                        problems.add(unwritable(ConfigUtil.joinPath(name), place(value, path)));
                    else if (schema.isRoot(name)) inspect(name, value, path);
                    else if (schema.reference().root().containsKey(name)) descend(name, value, path);
                    else problems.add(unknownRoot(name, place(value, path)));
                }));
    }

    private void inspect(String key, ConfigValue value, Path path) {
        var place = place(value, path);
        if (HalfACharacter.isIn(key)) {
            problems.add(unwritable(key, place));
            return;
        }
        if (value instanceof ConfigObject group && group.isEmpty()) return;
        if (schema.inOpenGroup(key) || (value instanceof ConfigObject && schema.isOpenGroup(key))) {
            descend(key, value, path);
        } else if (value instanceof ConfigObject group && schema.isGroup(key)) {
            group.forEach((name, below) -> inspect(key + "." + ConfigUtil.joinPath(name), below, path));
        } else if (value instanceof ConfigObject && schema.isKey(key)) {
            problems.add(fault(key, place, "is one value, a group was given"));
        } else if (schema.isKey(key)) {
            given.putIfAbsent(key, place);
        } else if (schema.isGroup(key)) {
            problems.add(fault(key, place, "is a group, one value was given"));
        } else {
            problems.add(unknownKey(key, place));
        }
    }

    private void descend(String key, ConfigValue value, Path path) {
        if (HalfACharacter.isIn(key)) {
            problems.add(unwritable(key, place(value, path)));
        } else if (value instanceof ConfigObject group) {
            group.forEach((name, below) -> descend(key + "." + ConfigUtil.joinPath(name), below, path));
        } else {
            given.putIfAbsent(key, place(value, path));
        }
    }

    private static Problem unwritable(String key, Source place) {
        return fault(key, place, HalfACharacter.HELD);
    }

    private Problem unknownKey(String key, Source place) {
        var group = key;
        while (group.indexOf('.') >= 0 && !schema.isGroup(group)) group = group.substring(0, group.lastIndexOf('.'));
        var allowed = String.join(", ", schema.namesBelow(group));
        return new Problem(
                key,
                place,
                Optional.empty(),
                "is not a key",
                allowed.isEmpty() ? Optional.empty() : Optional.of("below " + group + ": " + allowed),
                Nearest.to(key, schema.keys()));
    }

    private Problem unknownRoot(String name, Source place) {
        var roots = schema.reference().root().keySet();
        return new Problem(
                name,
                place,
                Optional.empty(),
                "is not a group of this product or of its libraries",
                Optional.of(Schema.ROOT),
                Nearest.to(name, roots).or(() -> Optional.of(Schema.ROOT)));
    }

    private static Problem fault(String key, Source place, String what) {
        return new Problem(key, place, Optional.empty(), what, Optional.empty(), Optional.empty());
    }

    private static Source place(ConfigValue value, Path path) {
        var origin = value.origin();
        var file = origin.filename();
        return new Source.File(file == null ? path : Path.of(file), line(origin));
    }

    private static int line(ConfigOrigin origin) {
        return Math.max(origin.lineNumber(), 0);
    }
}
