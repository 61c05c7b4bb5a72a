package org.attestry.agent.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;

/** Evidence as {@code {"format", "evidence", "attachments"}}, the members that the service's interface has for it; octets are unpadded base64url. */
public final class EvidenceJson {
    private EvidenceJson() {}

    /**
     * The evidence among the members of {@code json}.
     *
     * @throws JsonRefused if a member is missing or of another type
     */
    public static Evidence read(Shape json) {
        var attachments = new HashMap<String, Bytes>();
        json.group("attachments")
                .ifPresent(group -> group.names().forEach(role -> attachments.put(role, group.octets(role))));
        return new Evidence(json.text("format"), json.octets("evidence"), attachments);
    }

    /** Puts {@code evidence} among the members of {@code json}. */
    public static ObjectNode put(ObjectNode json, Evidence evidence) {
        json.put("format", evidence.format()).put("evidence", evidence.body().base64Url());
        var attachments = json.putObject("attachments");
        new TreeMap<>(evidence.attachments()).forEach((role, item) -> attachments.put(role, item.base64Url()));
        return json;
    }
}
