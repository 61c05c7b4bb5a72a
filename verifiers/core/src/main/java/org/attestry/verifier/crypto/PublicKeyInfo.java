package org.attestry.verifier.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;

/** A SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) of a kind that we check signatures with, in its one encoding. */
public sealed interface PublicKeyInfo {
    /** The whole SubjectPublicKeyInfo as received. */
    Bytes der();

    /** A point on a named curve, uncompressed. */
    record Ec(Bytes der, Curve curve, Bytes point) implements PublicKeyInfo {}

    /** An RSA key of 2048 to 8192 bits with an odd exponent from 65537 up. */
    record Rsa(Bytes der, BigInteger modulus, BigInteger exponent) implements PublicKeyInfo {}

    /** An Ed25519 key (RFC 8410), 32 octets. */
    record Ed25519(Bytes der, Bytes key) implements PublicKeyInfo {}

    /** SHA-256 of the SubjectPublicKeyInfo: the name under which keys are pinned. */
    default Bytes sha256() {
        return der().sha256();
    }

    /**
     * Reads a SubjectPublicKeyInfo.
     *
     * @throws Malformed if it is of another kind, not DER, off its curve or too weak
     */
    static PublicKeyInfo parse(Bytes der) {
        var outer = new DerReader(der);
        var info = outer.sequence("SubjectPublicKeyInfo");
        outer.end("SubjectPublicKeyInfo");
        var algorithm = info.sequence("algorithm");
        var oid = algorithm.oid("algorithm");
        var parsed = switch (oid) {
            case Oids.EC_PUBLIC_KEY -> ec(der, algorithm, info);
            case Oids.RSA_ENCRYPTION -> rsa(der, algorithm, info);
            case Oids.ED25519 -> new Ed25519(der, info.bitString("subjectPublicKey"));
            default -> throw new Malformed("SubjectPublicKeyInfo", "algorithm " + oid + " is not supported");
        };
        algorithm.end("algorithm");
        info.end("SubjectPublicKeyInfo");
        if (parsed instanceof Ed25519(var _, var key) && key.size() != 32)
            throw new Malformed("Ed25519", "not 32 octets");
        return parsed;
    }

    private static PublicKeyInfo ec(Bytes der, DerReader algorithm, DerReader info) {
        var oid = algorithm.oid("namedCurve");
        var curve = Arrays.stream(Curve.values())
                .filter(candidate -> candidate.oid().equals(oid))
                .findFirst()
                .orElseThrow(() -> new Malformed("namedCurve", oid + " is not supported"));
        var point = info.bitString("subjectPublicKey");
        if (!curve.contains(point)) throw new Malformed("subjectPublicKey", "not an uncompressed point on " + curve);
        return new Ec(der, curve, point);
    }

    private static PublicKeyInfo rsa(Bytes der, DerReader algorithm, DerReader info) {
        if (!algorithm.content(DerReader.NULL, "parameters").isEmpty()) throw new Malformed("parameters", "not NULL");
        var outer = new DerReader(info.bitString("subjectPublicKey"));
        var numbers = outer.sequence("RSAPublicKey");
        outer.end("RSAPublicKey");
        var modulus = numbers.integer("modulus");
        var exponent = numbers.integer("publicExponent");
        numbers.end("RSAPublicKey");
        boolean strong = modulus.signum() > 0
                && modulus.testBit(0)
                && modulus.bitLength() >= 2048
                && modulus.bitLength() <= 8192
                && exponent.testBit(0)
                && exponent.bitLength() >= 17
                && exponent.bitLength() <= 32;
        if (!strong) throw new Malformed("RSAPublicKey", "modulus or exponent out of bounds");
        return new Rsa(der, modulus, exponent);
    }
}
