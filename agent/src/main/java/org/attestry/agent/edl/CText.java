package org.attestry.agent.edl;

/** C source under construction: lines, indented by the braces around them. */
final class CText {
    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** A line; one that ends in an opening brace indents what follows, one that starts with a closing one ends that. */
    CText line(String line) {
        if (line.startsWith("}")) {
            depth--;
        }
        if (!line.isEmpty()) {
            text.repeat("    ", line.startsWith("#") ? 0 : depth).append(line);
        }
        text.append('\n');
        if (line.endsWith("{")) {
            depth++;
        }
        return this;
    }

    /** A line in which the values stand for each {@code %s}, in order. */
    CText line(String template, Object... values) {
        var filled = new StringBuilder();
        int from = 0;
        for (var value : values) {
            int at = template.indexOf("%s", from);
            filled.append(template, from, at).append(value);
            from = at + 2;
        }
        return line(filled.append(template.substring(from)).toString());
    }

    CText blank() {
        return line("");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
