package org.attestry.rego.builtin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.regex.RegularExpression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** JSON Schema; references reach nothing outside of the schema itself. */
final class Schemas {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> TYPES =
            Set.of("array", "boolean", "integer", "number", "null", "object", "string");
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.builder()
            .defaultMetaSchemaIri(JsonMetaSchema.getV7().getIri())
            .metaSchemas(SchemaDepth.dialects())
            .schemaLoaders(loaders -> loaders.add(location -> {
                throw new Refused("remote reference is not allowed: " + location);
            }))
            .build();

    /** The evaluation that pays for the keywords which the validator makes, where one does. */
    static final ScopedValue<BuiltinContext> PAYING = ScopedValue.newInstance();

    private Schemas() {}

    /** What is refused in our own words; the validator's are not told. */
    static final class Refused extends JsonSchemaException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** What the policy is told of a failure. The end of the evaluation is not one, though the validator takes it for a keyword's. */
    private static String words(JsonSchemaException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegoEvaluationException end) throw end;
            if (cause instanceof Refused refused) return String.valueOf(refused.getMessage());
        }
        return "the schema cannot be used: a keyword has a value that is not its kind, or a reference leads nowhere";
    }

    static List<Builtin> all() {
        return List.of(
                Builtin.of("json.verify_schema", "string|object -> array", (c, a) -> paid(c, () -> verify(c, a[0])))
                        .unchecked(),
                Builtin.of(
                                "json.match_schema",
                                "string|object, string|object -> array",
                                (c, a) -> paid(c, () -> match(c, a[0], a[1])))
                        .unchecked());
    }

    private static RegoValue paid(BuiltinContext context, Supplier<RegoValue> work) {
        return ScopedValue.where(PAYING, context).call(work::get);
    }

    private static JsonNode node(BuiltinContext context, RegoValue value) {
        boolean fits = value instanceof RegoString || value instanceof RegoObject || value instanceof RegoArray;
        if (!fits) throw BuiltinFailure.of("wrong type, expected string or object");
        var text = value instanceof RegoString s ? s.value() : Encodings.write(value);
        context.charge(text.length() * 8L);
        try {
            if (text.isBlank()) throw BuiltinFailure.of("invalid JSON string");
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw BuiltinFailure.of("invalid JSON string");
        }
    }

    private static JsonSchema schema(BuiltinContext context, JsonNode node) {
        types(node);
        var config = SchemaValidatorsConfig.builder()
                .regularExpressionFactory(regex -> pattern(context, regex))
                .build();
        try {
            return FACTORY.getSchema(SchemaLocation.of("attestry:schema"), node, config);
        } catch (JsonSchemaException e) {
            throw BuiltinFailure.of(words(e));
        }
    }

    /** Patterns are those of the other builtins: their time grows with the text alone, and is paid for. */
    private static RegularExpression pattern(BuiltinContext context, String regex) {
        try {
            var pattern = Regexes.pattern(context, regex);
            return text -> {
                context.charge(text.length() * 2L);
                return pattern.matcher(text).find();
            };
        } catch (BuiltinFailure e) {
            throw new Refused("Invalid regex pattern '" + regex + "'");
        }
    }

    /** The validator takes unknown types for wrong documents; they are wrong schemas. */
    private static void types(JsonNode node) {
        if (node.isArray()) node.forEach(Schemas::types);
        if (!node.isObject()) return;
        var type = node.get("type");
        if (type != null && type.isTextual() && !TYPES.contains(type.asText())) {
            throw BuiltinFailure.of("has a primitive type that is NOT VALID -- given: /" + type.asText()
                    + "/ Expected valid values are:[array boolean integer number null object string]");
        }
        node.forEach(Schemas::types);
    }

    private static RegoValue verify(BuiltinContext context, RegoValue value) {
        try {
            JsonSchema _ = schema(context, node(context, value));
            return RegoArray.of(Args.of(true), RegoNull.NULL);
        } catch (BuiltinFailure e) {
            return RegoArray.of(Args.of(false), Args.of("jsonschema: " + e.getMessage()));
        }
    }

    private static RegoValue match(BuiltinContext context, RegoValue document, RegoValue value) {
        var schema = schema(context, node(context, value));
        var found = Building.array(2);
        try {
            // Of an object is told before what is told of its parts.
            var messages = new ArrayList<>(schema.validate(node(context, document)));
            messages.sort(Comparator.comparingInt(
                    message -> message.getInstanceLocation().getNameCount()));
            for (var message : messages) Building.append(found, SchemaComplaints.shown(message));
        } catch (JsonSchemaException e) {
            throw BuiltinFailure.of("json.match_schema: " + words(e));
        }
        return RegoArray.of(Args.of(found.size() == 0), found);
    }
}
