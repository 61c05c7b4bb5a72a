package org.attestry.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The same data as YAML 1.2 in block style. */
final class Yaml {
    private Yaml() {}

    static String write(JsonNode value) {
        var settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(Integer.MAX_VALUE)
                .build();
        return new Dump(settings).dumpToString(plain(value)).stripTrailing();
    }

    private static @Nullable Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> members(value);
            case ARRAY -> items(value);
            case NUMBER -> value.numberValue();
            case BOOLEAN -> value.booleanValue();
            case NULL, MISSING -> null;
            case STRING, BINARY, POJO -> value.asText();
        };
    }

    private static Object members(JsonNode group) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        group.properties().forEach(member -> members.put(member.getKey(), plain(member.getValue())));
        return members;
    }

    private static Object items(JsonNode list) {
        var items = new ArrayList<@Nullable Object>();
        list.forEach(item -> items.add(plain(item)));
        return items;
    }
}
