package org.attestry.verifier.crypto;

import java.math.BigInteger;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;

/** The two numbers of an ECDSA signature, from whichever encoding; in range for a curve only if {@link #fits} says so. */
public record EcdsaSignature(BigInteger r, BigInteger s) {
    /**
     * From {@code SEQUENCE { r INTEGER, s INTEGER }} (RFC 3279 section 2.2.3), the DER encoding only.
     *
     * @throws Malformed if it is another encoding
     */
    public static EcdsaSignature fromDer(Bytes der) {
        var outer = new DerReader(der);
        var numbers = outer.sequence("signature");
        outer.end("signature");
        var signature = new EcdsaSignature(numbers.integer("r"), numbers.integer("s"));
        numbers.end("signature");
        return signature;
    }

    /**
     * From r and s one after the other, big endian, each exactly as long as a coordinate (IEEE P1363, COSE, JOSE).
     *
     * @throws Malformed if the length is another
     */
    public static EcdsaSignature fromRaw(Curve curve, Bytes raw) {
        int size = curve.coordinateSize();
        if (raw.size() != 2 * size)
            throw new Malformed("signature", 2 * size + " octets wanted, " + raw.size() + " there");
        return new EcdsaSignature(Curve.unsigned(raw.slice(0, size)), Curve.unsigned(raw.slice(size, 2 * size)));
    }

    /** Whether r and s lie in [1, n - 1]: r = s = 0 verifies in more implementations than one would like. */
    public boolean fits(Curve curve) {
        return inRange(r, curve) && inRange(s, curve);
    }

    private static boolean inRange(BigInteger number, Curve curve) {
        return number.signum() > 0 && number.compareTo(curve.order()) < 0;
    }

    /** The DER encoding, for a signature that {@link #fits} a curve: no part is longer than 67 octets. */
    byte[] toDer() {
        var rOctets = r.toByteArray();
        var sOctets = s.toByteArray();
        int length = 4 + rOctets.length + sOctets.length;
        int head = length < 0x80 ? 2 : 3;
        var der = new byte[head + length];
        der[0] = DerReader.SEQUENCE;
        if (head == 3) der[1] = (byte) 0x81;
        der[head - 1] = (byte) length;
        put(der, head, rOctets);
        put(der, head + 2 + rOctets.length, sOctets);
        return der;
    }

    private static void put(byte[] der, int at, byte[] integer) {
        der[at] = DerReader.INTEGER;
        der[at + 1] = (byte) integer.length;
        System.arraycopy(integer, 0, der, at + 2, integer.length);
    }
}
