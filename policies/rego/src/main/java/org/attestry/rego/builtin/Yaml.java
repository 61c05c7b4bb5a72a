package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.util.List;
import java.util.Map;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.DuplicateKeyException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The builtins of YAML, and YAML 1.2 for what comes with policies: metadata and data. */
public final class Yaml {
    private static final LoadSettings LOAD = LoadSettings.builder()
            .setMaxAliasesForCollections(20)
            .setCodePointLimit(1 << 20)
            .setAllowDuplicateKeys(false)
            .build();

    private Yaml() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of("yaml.unmarshal", "string -> any", (c, a) -> unmarshal(c, text(a[0]))),
                Builtin.of("yaml.marshal", "any -> string", (c, a) -> Encodings.paid(c, GoYaml.write(a[0]))),
                Builtin.of("yaml.is_valid", "any -> boolean", (c, a) -> Args.of(isValid(c, a[0]))));
    }

    private static RegoValue unmarshal(BuiltinContext context, String text) {
        context.charge(text.length() * 4L);
        return GoYaml.read(text);
    }

    /**
     * Reads one document.
     *
     * @throws BuiltinFailure where the text is no YAML
     */
    public static RegoValue read(String text) {
        try {
            return value(new Bounded().loadFromString(text), 0);
        } catch (YamlEngineException e) {
            throw failure(e);
        } catch (ArithmeticException | NumberFormatException e) {
            throw BuiltinFailure.of("yaml: number out of range");
        }
    }

    /** Where the text is wrong, and of what is not told by the place alone, what is wrong. */
    static BuiltinFailure failure(YamlEngineException failure) {
        var what = failure instanceof DuplicateKeyException ? "a key that stands here twice" : "not well formed";
        if (!(failure instanceof MarkedYamlEngineException marked)) return BuiltinFailure.of("yaml: " + what);
        return BuiltinFailure.of(marked.getProblemMark()
                .map(mark -> "yaml: line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": " + what)
                .orElse("yaml: " + what));
    }

    private static boolean isValid(BuiltinContext context, RegoValue value) {
        if (!(value instanceof RegoString s)) return false;
        try {
            return unmarshal(context, s.value()) != null;
        } catch (BuiltinFailure e) {
            return false;
        }
    }

    private static final class Bounded extends Load {
        private Bounded() {
            super(LOAD);
        }

        @Override
        protected Composer createComposer(String yaml) {
            return BoundedYaml.composer(LOAD, yaml);
        }
    }

    /** An alias may add levels, or be within what it stands for. */
    private static RegoValue value(@Nullable Object loaded, int depth) {
        if (depth > BoundedYaml.DEEPEST) throw BoundedYaml.tooDeep();
        return switch (loaded) {
            case null -> RegoNull.NULL;
            case Boolean b -> RegoBoolean.of(b);
            case Number n -> RegoNumber.parse(n.toString());
            case Map<?, ?> map -> {
                var object = Building.object(map.size());
                map.forEach((key, item) ->
                        Building.put(object, RegoString.of(String.valueOf(key)), value(item, depth + 1)));
                yield object;
            }
            case Iterable<?> items -> {
                var array = Building.array(4);
                for (var item : items) Building.append(array, value(item, depth + 1));
                yield array;
            }
            default -> RegoString.of(loaded.toString());
        };
    }
}
