package org.attestry.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The effective configuration of one process: loaded once in the wiring, read into records, then forgotten.
 *
 * <p>{@link #load} refuses unknown keys, {@link #read} refuses values of the wrong type or outside their range; both name every
 * problem at once.
 */
public final class Settings {
    private final Schema schema;
    private final Config config;
    private final Map<String, Source> given;
    private final List<String> notices;

    private Settings(Schema schema, Layers.Merged merged) {
        this.schema = schema;
        this.config = merged.config();
        this.given = Map.copyOf(merged.given());
        this.notices = List.copyOf(merged.notices());
    }

    /**
     * Lays {@code sources} over the defaults of {@code schema}.
     *
     * @throws InvalidSettings if a source cannot be read or names a key that does not exist
     */
    public static Settings load(Schema schema, Sources sources) {
        return new Settings(schema, new Layers(schema).merge(sources));
    }

    /** The defaults of every module on the class path and nothing else; for tests and tools. */
    public static Settings defaults() {
        return load(Schema.onClassPath(Settings.class.getClassLoader()), Sources.NONE);
    }

    /**
     * What {@code reader} makes of the group {@code attest}, f.e. {@code settings.read(NodeConfig::from)}.
     *
     * @throws InvalidSettings if any value it asked for was of the wrong type, outside its range or missing; whatever the reader
     *     returned is dropped then
     */
    public <T> T read(Function<Section, T> reader) {
        var problems = new ArrayList<Problem>();
        var root = new Section(this, Schema.ROOT, problems);
        try {
            var result = reader.apply(root);
            if (problems.isEmpty()) return result;
        } catch (IllegalArgumentException e) {
            // thrown by a record whose parts do not go together; with problems before it, it is only their echo
            if (problems.isEmpty()) problems.add(root.unfit(e.getMessage() + ""));
        }
        // a key that is read twice is wrong once
        throw new InvalidSettings(problems.stream().distinct().toList());
    }

    /** Every effective value of our own, in order of key, secrets masked. */
    public List<Setting> all() {
        var all = new ArrayList<Setting>();
        for (var root : Schema.ROOTS) if (config.hasPath(root)) collect(root, config.getObject(root), all);
        all.sort((a, b) -> a.key().compareTo(b.key()));
        return all;
    }

    private void collect(String prefix, ConfigObject group, List<Setting> all) {
        group.forEach((name, value) -> {
            var key = prefix + "." + ConfigUtil.joinPath(name);
            if (value instanceof ConfigObject inner) collect(key, inner, all);
            else all.add(new Setting(key, shown(key, value), sourceOf(key)));
        });
    }

    /** What the operator should put right at leisure: keys under their former names. */
    public List<String> notices() {
        return notices;
    }

    /** The whole tree, with what libraries read ({@code pekko} and others). Our own values are read by {@link #read} alone. */
    public Config config() {
        return config;
    }

    Schema schema() {
        return schema;
    }

    Source sourceOf(String key) {
        return given.getOrDefault(key, new Source.Default());
    }

    /** What was given below {@code group}, each without the group's name. */
    List<String> givenBelow(String group) {
        return given.keySet().stream()
                .filter(key -> key.startsWith(group + "."))
                .map(key -> key.substring(group.length() + 1))
                .sorted()
                .toList();
    }

    /** The names directly below {@code group}; none where it is no group. */
    SortedSet<String> names(String group) {
        return value(group) instanceof ConfigObject object
                ? object.keySet().stream().map(ConfigUtil::joinPath).collect(Collectors.toCollection(TreeSet::new))
                : new TreeSet<>();
    }

    ConfigValue value(String key) {
        try {
            var path = ConfigUtil.splitPath(key);
            ConfigValue value = config.root();
            for (var name : path) {
                var next = value instanceof ConfigObject group ? group.get(name) : null;
                if (next == null) throw new IllegalStateException("no reference.conf declares " + key);
                value = next;
            }
            return value;
        } catch (ConfigException e) {
            throw new IllegalStateException("no reference.conf declares " + key, e);
        }
    }

    /** Whether no file, token or answer can carry what a text of {@code value} says. */
    static boolean holdsHalfACharacter(ConfigValue value) {
        return HalfACharacter.isIn(plain(value));
    }

    private static String plain(ConfigValue value) {
        return value.unwrapped() instanceof String plain ? plain : value.render(ConfigRenderOptions.concise());
    }

    String shown(String key, ConfigValue value) {
        var text = HalfACharacter.shown(plain(value));
        return SecretNames.isSecret(key) && !text.isEmpty() && !text.equals("null") ? SecretNames.MASK : text;
    }
}
