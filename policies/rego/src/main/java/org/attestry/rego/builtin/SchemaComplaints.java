package org.attestry.rego.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.value.RegoObject;
import org.jspecify.annotations.Nullable;

/** What is wrong with a document, in the words of gojsonschema. */
final class SchemaComplaints {
    private SchemaComplaints() {}

    static RegoObject shown(ValidationMessage message) {
        var field = field(message);
        var complaint = complaint(message, field);
        return RegoObject.of(
                "field", Args.of(field),
                "type", Args.of(complaint.type),
                "desc", Args.of(complaint.text),
                "error", Args.of(field + ": " + complaint.text));
    }

    private static String field(ValidationMessage message) {
        var path = message.getInstanceLocation()
                .toString()
                .replaceAll("\\[([0-9]+)]", ".$1")
                .replaceFirst("^\\$\\.?", "")
                .replaceFirst("^/", "")
                .replace('/', '.');
        return path.isEmpty() ? "(root)" : path;
    }

    private record Complaint(String type, String text) {}

    private static Complaint complaint(ValidationMessage message, String field) {
        var wanted = shown(message.getSchemaNode());
        var property = String.valueOf(message.getProperty());
        return switch (message.getType()) {
            case "type" -> new Complaint("invalid_type", wrongType(message));
            case "required" -> new Complaint("required", property + " is required");
            case "additionalProperties" ->
                new Complaint("additional_property_not_allowed", "Additional property " + property + " is not allowed");
            case "enum" -> new Complaint("enum", field + " must be one of the following: " + list(message));
            case "const" -> new Complaint("const", field + " does not match: " + wanted);
            case "minLength" -> new Complaint("string_gte", "String length must be greater than or equal to " + wanted);
            case "maxLength" -> new Complaint("string_lte", "String length must be less than or equal to " + wanted);
            case "pattern" -> new Complaint("pattern", "Does not match pattern '" + text(message) + "'");
            case "format" -> new Complaint("format", "Does not match format '" + text(message) + "'");
            case "minimum" -> new Complaint("number_gte", "Must be greater than or equal to " + wanted);
            case "exclusiveMinimum" -> new Complaint("number_gt", "Must be greater than " + wanted);
            case "maximum" -> new Complaint("number_lte", "Must be less than or equal to " + wanted);
            case "exclusiveMaximum" -> new Complaint("number_lt", "Must be less than " + wanted);
            case "multipleOf" -> new Complaint("multiple_of", "Must be a multiple of " + wanted);
            case "minItems" -> new Complaint("array_min_items", "Array must have at least " + wanted + " items");
            case "maxItems" -> new Complaint("array_max_items", "Array must have at most " + wanted + " items");
            case "uniqueItems" -> new Complaint("unique", "array items[" + equals(message) + "] must be unique");
            case "contains" -> new Complaint("contains", "At least one of the items must match");
            case "additionalItems" ->
                new Complaint("array_no_additional_items", "No additional items allowed on array");
            case "minProperties" ->
                new Complaint("array_min_properties", "Must have at least " + wanted + " properties");
            case "maxProperties" ->
                new Complaint("array_max_properties", "Must have at most " + wanted + " properties");
            case "anyOf" -> new Complaint("number_any_of", "Must validate at least one schema (anyOf)");
            case "oneOf" -> new Complaint("number_one_of", "Must validate one and only one schema (oneOf)");
            case "allOf" -> new Complaint("number_all_of", "Must validate all the schemas (allOf)");
            case "not" -> new Complaint("number_not", "Must not validate the schema (not)");
            default -> new Complaint(message.getType(), "Must be as '" + message.getType() + "' demands");
        };
    }

    private static String wrongType(ValidationMessage message) {
        var arguments = message.getArguments();
        return arguments == null || arguments.length < 2
                ? "Invalid type"
                : "Invalid type. Expected: " + arguments[1] + ", given: " + arguments[0];
    }

    private static String shown(@Nullable JsonNode node) {
        return node == null ? "" : node.toString();
    }

    private static String text(ValidationMessage message) {
        var node = message.getSchemaNode();
        return node == null ? "" : node.asText();
    }

    private static String list(ValidationMessage message) {
        var values = new ArrayList<String>();
        var node = message.getSchemaNode();
        if (node != null) node.forEach(value -> values.add(value.toString()));
        return String.join(", ", values);
    }

    /** The positions of the first two items that are equal. */
    private static String equals(ValidationMessage message) {
        List<JsonNode> seen = new ArrayList<>();
        var items = message.getInstanceNode();
        if (items != null) {
            for (var item : items) {
                int before = seen.indexOf(item);
                if (before >= 0) return before + "," + seen.size();
                seen.add(item);
            }
        }
        return "";
    }
}
