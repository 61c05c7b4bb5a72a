package org.attestry.agent.secgear;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import org.attestry.agent.json.EvidenceJson;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.JsonRefused.Why;
import org.attestry.agent.json.Shape;
import org.attestry.agent.json.StrictJson;
import org.attestry.verifier.Evidence;

/**
 * secGear's envelope {@code {"tee", "evidence"}}, in which the evidence is a text. For TEEs that secGear has no text for it is the JSON
 * {@code {"format", "evidence", "attachments"}} of {@link EvidenceJson}.
 *
 * @param tee lower case
 */
record Envelope(String tee, Evidence evidence) {
    /**
     * Reads an envelope.
     *
     * @throws JsonRefused if it is none
     */
    static Envelope parse(String text) {
        var outer = Shape.of(StrictJson.read(text));
        var tee = outer.text("tee").toLowerCase(Locale.ROOT);
        var evidence = EvidenceJson.read(Shape.of(StrictJson.read(outer.text("evidence"))));
        if (!evidence.format().startsWith(tee + "-")) {
            throw new JsonRefused(Why.SHAPE, "the evidence is of another tee", 1, 0);
        }
        return new Envelope(tee, evidence);
    }

    /** The text, without white space. */
    String write() {
        var inner = EvidenceJson.put(JsonNodeFactory.instance.objectNode(), evidence);
        return JsonNodeFactory.instance
                .objectNode()
                .put("tee", tee)
                .put("evidence", inner.toString())
                .toString();
    }
}
