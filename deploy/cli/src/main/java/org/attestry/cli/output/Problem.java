package org.attestry.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Why there is no answer, as RFC 9457 has it: what the service sent, or one of our own in the same form.
 *
 * @param members all members; {@code type} and {@code title} are always there
 */
public record Problem(ObjectNode members) {
    private static final String TYPES = "https://attestry.org/problems/";

    /** A problem on this side. */
    public static Problem local(String slug, String title, String detail) {
        return new Problem(
                Json.object().put("type", TYPES + slug).put("title", title).put("detail", detail));
    }

    /** A problem on this side that has several parts. */
    public static Problem local(String slug, String title, List<String> errors) {
        var problem = local(slug, title, String.join("\n", errors));
        var list = problem.members.putArray("errors");
        errors.forEach(list::add);
        return problem;
    }

    /** The same without the command that would say why. */
    public Problem unexplained() {
        return new Problem(members.deepCopy().without("explain"));
    }

    /** The last part of {@code type}; empty where it is not one of ours. */
    public String slug() {
        var type = text("type");
        return type.startsWith(TYPES) ? type.substring(TYPES.length()) : "";
    }

    /** What kind of problem it is, in a few words. */
    public String title() {
        return text("title");
    }

    /** What happened this time; may be empty. */
    public String detail() {
        return text("detail");
    }

    /** For people: what, why, and whom to ask. */
    public String lines(Palette palette) {
        var lines = new StringBuilder(palette.bad("attestry: " + title()));
        if (!detail().isEmpty()) lines.append('\n').append(detail().indent(2).stripTrailing());
        if (members.has("check")) lines.append("\n  check ").append(text("check"));
        if (members.has("reason")) lines.append("\n  reason ").append(text("reason"));
        compileErrors(lines);
        if (explained()) lines.append("\n  ").append(palette.faint("to see why: " + text("explain")));
        return lines.toString();
    }

    /** Whoever has no key that the service knows cannot ask it why. */
    private boolean explained() {
        return members.has("explain") && !slug().equals("unauthorized");
    }

    /** Places in a policy: {@code file:line:column: message (code)}. */
    private void compileErrors(StringBuilder lines) {
        for (JsonNode error : members.path("errors")) {
            if (!error.isObject()) continue;
            lines.append("\n  ").append(error.path("file").asText("policy"));
            lines.append(':')
                    .append(error.path("line").asText())
                    .append(':')
                    .append(error.path("column").asText());
            lines.append(": ").append(error.path("message").asText());
            lines.append(" (").append(error.path("code").asText()).append(')');
        }
    }

    private String text(String member) {
        return Json.plain(members.path(member));
    }
}
