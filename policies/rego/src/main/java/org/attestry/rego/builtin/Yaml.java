package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML 1.2, of which policies see what JSON could say as well. */
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
                Builtin.of("yaml.marshal", "any -> string", (c, a) -> Encodings.paid(c, marshal(a[0]))),
                Builtin.of("yaml.is_valid", "any -> boolean", (c, a) -> Args.of(isValid(c, a[0]))));
    }

    private static RegoValue unmarshal(BuiltinContext context, String text) {
        context.charge(text.length() * 4L);
        return read(text);
    }

    /**
     * Reads one document.
     *
     * @throws BuiltinFailure where the text is no YAML
     */
    public static RegoValue read(String text) {
        try {
            return value(new Load(LOAD).loadFromString(text));
        } catch (YamlEngineException | ArithmeticException e) {
            throw BuiltinFailure.of("yaml: " + e.getMessage());
        }
    }

    private static boolean isValid(BuiltinContext context, RegoValue value) {
        if (!(value instanceof RegoString s)) return false;
        try {
            return unmarshal(context, s.value()) != null;
        } catch (BuiltinFailure e) {
            return false;
        }
    }

    private static RegoValue value(@Nullable Object loaded) {
        return switch (loaded) {
            case null -> RegoNull.NULL;
            case Boolean b -> RegoBoolean.of(b);
            case Number n -> RegoNumber.parse(n.toString());
            case Map<?, ?> map -> {
                var object = Building.object(map.size());
                map.forEach((key, item) -> Building.put(object, RegoString.of(String.valueOf(key)), value(item)));
                yield object;
            }
            case Iterable<?> items -> {
                var array = Building.array(4);
                for (var item : items) Building.append(array, value(item));
                yield array;
            }
            default -> RegoString.of(loaded.toString());
        };
    }

    private static String marshal(RegoValue value) {
        var settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(0)
                .build();
        return new Dump(settings).dumpToString(plain(value));
    }

    private static @Nullable Object plain(RegoValue value) {
        return switch (value) {
            case RegoNull _ -> null;
            case RegoBoolean b -> b.value();
            case RegoNumber n -> n.isInteger() ? n.bigIntegerValue() : (Object) n.doubleValue();
            case RegoString s -> s.value();
            case RegoArray array -> list(array);
            case RegoSet set -> list(set);
            case RegoObject object -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                object.forEach((key, item) -> map.put(Objects.keyText(key), plain(item)));
                yield map;
            }
        };
    }

    private static List<@Nullable Object> list(Iterable<RegoValue> items) {
        var list = new ArrayList<@Nullable Object>();
        for (var item : items) list.add(plain(item));
        return list;
    }
}
