package org.attestry.agent.token;

import static org.attestry.agent.token.Refusal.require;
import static org.attestry.agent.token.TokenReason.HEADER;
import static org.attestry.agent.token.TokenReason.MALFORMED;
import static org.attestry.agent.token.TokenReason.TOO_LARGE;

import java.util.Set;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.Shape;
import org.attestry.agent.json.StrictJson;
import org.attestry.bytes.Bytes;

/**
 * A JWS in compact form (RFC 7515 section 7.1), taken apart and not verified.
 *
 * <p>The header has {@code alg}, {@code kid} and {@code typ} and nothing else: whatever would let a token bring or fetch its own key,
 * change how it is read, or be compressed, is refused before a key is looked for.
 *
 * @param algorithm what the header says of it
 * @param keyId what the signer calls the key
 * @param type the media type without {@code application/}
 * @param payload the JSON object that is signed
 * @param signed the octets that the signature covers
 * @param signature as sent
 */
record CompactJws(String algorithm, String keyId, String type, Shape payload, Bytes signed, Bytes signature) {
    private static final int LONGEST = 32 << 10;
    private static final int LONGEST_KEY_ID = 128;
    private static final Set<String> MEMBERS = Set.of("alg", "kid", "typ");

    static CompactJws parse(String token) {
        require(token.length() <= LONGEST, TOO_LARGE, "more than " + LONGEST + " characters");
        var segments = token.split("\\.", -1);
        require(segments.length == 3, MALFORMED, "three segments expected");
        var header = object(segments[0], "header");
        require(hasOnlyItsMembers(header), HEADER, "members other than alg, kid and typ");
        var keyId = headerText(header, "kid");
        require(keyId.length() <= LONGEST_KEY_ID, HEADER, "kid too long");
        return new CompactJws(
                headerText(header, "alg"),
                keyId,
                headerText(header, "typ"),
                object(segments[1], "payload"),
                Bytes.utf8(segments[0] + "." + segments[1]),
                octets(segments[2], "signature"));
    }

    /** Counted first: in a hash table, names that nobody has signed yet may all meet. */
    private static boolean hasOnlyItsMembers(Shape header) {
        var names = header.names();
        return names.size() == MEMBERS.size() && MEMBERS.containsAll(names);
    }

    private static String headerText(Shape header, String name) {
        var value = header.member(name)
                .filter(text -> text.isTextual() && !text.textValue().isEmpty());
        return value.orElseThrow(() -> new Refusal(HEADER, name + " is not a text"))
                .textValue();
    }

    private static Shape object(String segment, String what) {
        try {
            return Shape.of(StrictJson.read(octets(segment, what)));
        } catch (JsonRefused refused) {
            throw new Refusal(MALFORMED, what + " is not a JSON object: " + refused.why());
        }
    }

    private static Bytes octets(String segment, String what) {
        try {
            var octets = Bytes.fromBase64Url(segment);
            require(!octets.isEmpty(), MALFORMED, what + " is empty");
            return octets;
        } catch (IllegalArgumentException e) {
            throw new Refusal(MALFORMED, what + " is not canonical base64url");
        }
    }
}
