package org.attestry.agent.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import org.attestry.bytes.Bytes;

/** Turns the 32 octets of an Ed25519 key into its DER SubjectPublicKeyInfo (RFC 8410 section 4), which is a fixed prefix and these. */
final class Ed25519 {
    private static final Bytes PREFIX = Bytes.fromHex("302a300506032b6570032100");

    private static final int SIZE = 32;

    private Ed25519() {}

    /** Whether {@code key} is one, by its curve and its length. */
    static boolean isKey(OctetKeyPair key) {
        return Curve.Ed25519.equals(key.getCurve()) && key.getDecodedX().length == SIZE;
    }

    static Bytes spki(OctetKeyPair key) {
        return Bytes.concat(PREFIX, Bytes.copyOf(key.getDecodedX()));
    }
}
