package org.attestry.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which keys there are: those of every {@code reference.conf}, with the renames that still count.
 *
 * <p>A variable of the environment stands for the key whose name it is in capitals: {@code ATTESTRY_CHALLENGE_MAX_EVIDENCE} for
 * {@code attest.challenge.max-evidence}. The mapping runs from known keys to names, so it has no second reading.
 */
public final class Schema {
    static final String ROOT = "attest";
    /** The groups whose keys are all ours, so that another is a mistake; what else stands at the root is a library's. */
    static final List<String> ROOTS = List.of(ROOT, "attestry");
    /** A group with this name in it is a plugin of a library, which has names of its own there. */
    private static final String PLUGIN = "class";

    static final String VARIABLE_PREFIX = "ATTESTRY_";

    private final Config reference;
    private final SortedSet<String> keys = new TreeSet<>();
    private final SortedSet<String> openGroups = new TreeSet<>();
    private final SortedMap<String, String> keyByVariable = new TreeMap<>();
    private final SortedMap<String, String> renamed = new TreeMap<>();
    private final SortedSet<String> reserved = new TreeSet<>();

    private Schema(Config reference) {
        this.reference = reference;
        for (var root : ROOTS) if (reference.hasPath(root)) collect(root, reference.getObject(root));
        keys.forEach(key -> variable(key, key));
    }

    /** The schema that a reference configuration declares; substitutions in it may be unresolved outside {@code attest}. */
    public static Schema of(Config reference) {
        return new Schema(reference);
    }

    /** The schema of all modules that {@code loader} sees. */
    public static Schema onClassPath(ClassLoader loader) {
        var options = ConfigParseOptions.defaults().setClassLoader(loader).setAllowMissing(true);
        return new Schema(ConfigFactory.parseResources("reference.conf", options));
    }

    /**
     * Lets files and environments of earlier releases go on: a value under {@code old} counts as one under {@code current}, with a
     * notice.
     */
    public Schema renamed(String old, String current) {
        if (!keys.contains(current)) throw new IllegalArgumentException("renamed to an unknown key: " + current);
        if (keys.contains(old)) throw new IllegalArgumentException("renamed, and still declared: " + old);
        renamed.put(old, current);
        variable(old, old);
        return this;
    }

    /** Names a variable that begins with {@code ATTESTRY_} and is no key: a client's setting. */
    public Schema reserved(String variable) {
        if (keyByVariable.containsKey(variable))
            throw new IllegalArgumentException("a key has this variable: " + variable);
        reserved.add(variable);
        return this;
    }

    private void variable(String key, String owner) {
        var name = variableOf(key);
        var other = keyByVariable.putIfAbsent(name, owner);
        if (other != null) throw new IllegalArgumentException("one variable for " + other + " and " + key);
    }

    /** The name of the variable that stands for {@code key}. */
    public static String variableOf(String key) {
        var below = key.substring(key.indexOf('.') + 1);
        return VARIABLE_PREFIX + below.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private void collect(String prefix, ConfigObject group) {
        if (group.isEmpty() || group.containsKey(PLUGIN)) openGroups.add(prefix);
        else
            group.forEach((name, value) -> {
                var path = prefix + "." + ConfigUtil.joinPath(name);
                if (value instanceof ConfigObject inner) collect(path, inner);
                else keys.add(path);
            });
    }

    Config reference() {
        return reference;
    }

    /** Every key that has a place, in order. */
    public SortedSet<String> keys() {
        return Collections.unmodifiableSortedSet(keys);
    }

    Map<String, String> renames() {
        return Collections.unmodifiableMap(renamed);
    }

    Set<String> reservedVariables() {
        return Collections.unmodifiableSet(reserved);
    }

    SortedSet<String> variables() {
        var all = new TreeSet<>(keyByVariable.keySet());
        all.addAll(reserved);
        return all;
    }

    Optional<String> keyOf(String variable) {
        return Optional.ofNullable(keyByVariable.get(variable));
    }

    boolean isKey(String path) {
        return keys.contains(path) || inOpenGroup(path);
    }

    boolean isGroup(String path) {
        return isRoot(path) || openGroups.contains(path) || !namesBelow(path).isEmpty();
    }

    boolean isRoot(String name) {
        return ROOTS.contains(name);
    }

    boolean inOpenGroup(String path) {
        return openGroups.stream().anyMatch(group -> path.startsWith(group + "."));
    }

    boolean isOpenGroup(String path) {
        return openGroups.contains(path) || inOpenGroup(path);
    }

    /** The names that may stand directly below {@code group}. */
    SortedSet<String> namesBelow(String group) {
        var names = new TreeSet<String>();
        for (var key : keys.tailSet(group + ".")) {
            if (!key.startsWith(group + ".")) break;
            names.add(key.substring(group.length() + 1).split("\\.", 2)[0]);
        }
        openGroups.stream()
                .filter(open -> open.startsWith(group + "."))
                .forEach(open -> names.add(open.substring(group.length() + 1).split("\\.", 2)[0]));
        return names;
    }
}
