package org.attestry.cluster.attestation;

import java.util.Map;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Wire;
import org.attestry.verifier.CanonicalJson;
import org.attestry.verifier.ClaimValue;
import org.attestry.verifier.Expected;

/**
 * What evidence had to be bound to, as it is kept for replay: {@code {"binding", "key", "nonce"}}, each lower-case hexadecimal, canonical
 * JSON.
 */
public record Binding(String binding, String key, String nonce) {
    static Bytes encode(Expected.Bound expected, Bytes nonce, Bytes key) {
        return CanonicalJson.octets(new ClaimValue.Group(new TreeMap<>(Map.of(
                "binding", new ClaimValue.Text(expected.value().hex()),
                "key", new ClaimValue.Text(key.hex()),
                "nonce", new ClaimValue.Text(nonce.hex())))));
    }

    /** What {@link #encode} wrote. */
    public static Binding decode(Bytes encoded) {
        return Wire.read(encoded, Binding.class);
    }

    /** The octets of the nonce. */
    public Bytes nonceOctets() {
        return Bytes.fromHex(nonce);
    }

    /** The attester's key as it was bound; empty where there was none. */
    public Bytes keyOctets() {
        return Bytes.fromHex(key);
    }
}
