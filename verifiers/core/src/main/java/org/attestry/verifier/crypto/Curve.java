package org.attestry.verifier.crypto;

import java.math.BigInteger;
import org.attestry.bytes.Bytes;

/** The NIST prime curves (SP 800-186 section 3.2.1) with the numbers that a strict check of keys and signatures needs. */
public enum Curve {
    P256(
            "1.2.840.10045.3.1.7",
            32,
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
    P384(
            "1.3.132.0.34",
            48,
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
            "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"),
    P521(
            "1.3.132.0.35",
            66,
            "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                    + "ffffffffffffffffffff",
            "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c"
                    + "34f1ef451fd46b503f00",
            "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c"
                    + "47aebb6fb71e91386409");

    private final String oid;
    private final int coordinateSize;
    private final BigInteger prime;
    private final BigInteger b;
    private final BigInteger order;

    Curve(String oid, int coordinateSize, String prime, String b, String order) {
        this.oid = oid;
        this.coordinateSize = coordinateSize;
        this.prime = new BigInteger(prime, 16);
        this.b = new BigInteger(b, 16);
        this.order = new BigInteger(order, 16);
    }

    /** The object identifier of the named curve. */
    public String oid() {
        return oid;
    }

    /** Octets of a coordinate, and of r and s in a raw signature. */
    public int coordinateSize() {
        return coordinateSize;
    }

    /** The order of the base point: r and s lie between 1 and this minus 1. */
    public BigInteger order() {
        return order;
    }

    /** Whether {@code point} is uncompressed (SEC 1 section 2.3.3) and on the curve; the curves have cofactor 1. */
    public boolean contains(Bytes point) {
        if (point.size() != 1 + 2 * coordinateSize || point.at(0) != 4) return false;
        var x = unsigned(point.slice(1, 1 + coordinateSize));
        var y = unsigned(point.slice(1 + coordinateSize, point.size()));
        if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) return false;
        var right = x.multiply(x).subtract(BigInteger.valueOf(3)).multiply(x).add(b);
        return y.multiply(y).subtract(right).mod(prime).signum() == 0;
    }

    static BigInteger unsigned(Bytes bigEndian) {
        return new BigInteger(1, bigEndian.toArray());
    }
}
