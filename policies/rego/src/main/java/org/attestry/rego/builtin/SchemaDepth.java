package org.attestry.rego.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.Keyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A keyword of JSON Schema that is looked at no deeper than is said: the validator calls itself for each schema within a schema, those
 * that a reference leads to among them, and makes each keyword where it gets there.
 *
 * @param keyword the keyword as the validator has it
 */
record SchemaDepth(Keyword keyword) implements Keyword {
    /** The schemas that may be within one another, references followed: less than the stack of a thread holds while code is still interpreted. */
    static final int DEEPEST = 256;

    /** What a keyword costs each time that a reference leads to it: schemas that name others twice have as many as powers of two. */
    private static final long KEYWORD = 64;

    /** The dialects that a schema may say it is in. */
    static List<JsonMetaSchema> dialects() {
        return List.of(
                bounded(JsonMetaSchema.getV4()),
                bounded(JsonMetaSchema.getV6()),
                bounded(JsonMetaSchema.getV7()),
                bounded(JsonMetaSchema.getV201909()),
                bounded(JsonMetaSchema.getV202012()));
    }

    /** The validator lets nobody replace {@code format}, which holds no schemas. */
    private static JsonMetaSchema bounded(JsonMetaSchema dialect) {
        return JsonMetaSchema.builder(dialect)
                .keywords(keywords -> keywords.replaceAll(
                        (name, keyword) -> name.equals("format") ? keyword : new SchemaDepth(keyword)))
                .build();
    }

    @Override
    public String getValue() {
        return keyword.getValue();
    }

    @Override
    public JsonValidator newValidator(
            SchemaLocation location, JsonNodePath path, JsonNode value, JsonSchema parent, ValidationContext context)
            throws Exception {
        if (levels(parent) > DEEPEST) throw new Schemas.Refused("exceeded max depth of " + DEEPEST);
        if (Schemas.PAYING.isBound()) Schemas.PAYING.get().charge(KEYWORD);
        return keyword.newValidator(location, path, value, parent, context);
    }

    private static int levels(@Nullable JsonSchema innermost) {
        int levels = 0;
        for (var schema = innermost; schema != null; schema = schema.getEvaluationParentSchema()) levels++;
        return levels;
    }
}
