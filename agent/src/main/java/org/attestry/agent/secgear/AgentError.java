package org.attestry.agent.secgear;

/**
 * What secGear's agents answer with status 500: an enumeration printed by Rust's {@code {:#?}}. Clients look at the status only; people
 * read the text. Carries no stack trace.
 */
final class AgentError extends RuntimeException {
    /** The names that their clients' logs are searched for. */
    enum Variant {
        CHALLENGE("ChallengeError"),
        GET_EVIDENCE("GetEvidenceError"),
        VERIFY_EVIDENCE("VerifyEvidenceError"),
        GET_TOKEN("GetTokenError"),
        VERIFY_TOKEN("VerifyTokenError");

        private final String name;

        Variant(String name) {
            this.name = name;
        }
    }

    private final Variant variant;
    private final String text;

    AgentError(Variant variant, String text) {
        super(text, null, false, false);
        this.variant = variant;
        this.text = text;
    }

    /** The body of the response. */
    String body() {
        return "Agent {\n    source: " + variant.name + "(\n        \"" + escaped(text) + "\",\n    ),\n}";
    }

    /** As {@code str::escape_debug} does for what occurs here. */
    private static String escaped(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\0' -> out.append("\\0");
                default ->
                    out.append(c < 0x20 || c == 0x7f ? "\\u{" + Integer.toHexString(c) + "}" : String.valueOf(c));
            }
        }
        return out.toString();
    }
}
