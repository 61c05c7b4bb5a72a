package org.attestry.verifier.crypto;

import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;

/** Reads the AlgorithmIdentifier of a signature as one of the schemes that we check, parameters included. */
final class AlgorithmIdentifier {
    private AlgorithmIdentifier() {}

    /**
     * The scheme that {@code der}, a whole AlgorithmIdentifier, names.
     *
     * @throws Malformed if it names another, or has parameters that the scheme does not allow
     */
    static SignatureScheme scheme(Bytes der) {
        var outer = new DerReader(der);
        var identifier = outer.sequence("signatureAlgorithm");
        outer.end("signatureAlgorithm");
        var oid = identifier.oid("signatureAlgorithm");
        var scheme = switch (oid) {
            case Oids.ECDSA_SHA256 -> SignatureScheme.ECDSA_SHA256;
            case Oids.ECDSA_SHA384 -> SignatureScheme.ECDSA_SHA384;
            case Oids.ECDSA_SHA512 -> SignatureScheme.ECDSA_SHA512;
            case Oids.ED25519 -> SignatureScheme.ED25519;
            case Oids.RSA_SHA256 -> withNull(identifier, SignatureScheme.RSA_PKCS1_SHA256);
            case Oids.RSA_SHA384 -> withNull(identifier, SignatureScheme.RSA_PKCS1_SHA384);
            case Oids.RSA_SHA512 -> withNull(identifier, SignatureScheme.RSA_PKCS1_SHA512);
            case Oids.RSA_PSS -> pss(identifier.sequence("RSASSA-PSS-params"));
            default -> throw new Malformed("signatureAlgorithm", oid + " is not supported");
        };
        identifier.end("signatureAlgorithm");
        return scheme;
    }

    private static SignatureScheme withNull(DerReader identifier, SignatureScheme scheme) {
        if (!identifier.content(DerReader.NULL, "parameters").isEmpty()) throw new Malformed("parameters", "not NULL");
        return scheme;
    }

    /** RFC 4055 section 3.1; hash, mask and salt have to be there, since their defaults are SHA-1. */
    private static SignatureScheme pss(DerReader params) {
        var scheme = hash(params.enter(DerReader.explicitTag(0), "hashAlgorithm"));
        var mask = params.enter(DerReader.explicitTag(1), "maskGenAlgorithm");
        var mgf = mask.sequence("maskGenAlgorithm");
        mask.end("maskGenAlgorithm");
        if (!mgf.oid("maskGenAlgorithm").equals(Oids.RSA_MGF1)) throw new Malformed("maskGenAlgorithm", "not MGF1");
        if (hash(mgf) != scheme) throw new Malformed("maskGenAlgorithm", "another hash than the message's");
        number(params, 2, scheme.hashSize(), "saltLength");
        // AMD's older certificates write the default trailer field out, its newer ones leave it away.
        if (params.nextIs(DerReader.explicitTag(3))) number(params, 3, 1, "trailerField");
        params.end("RSASSA-PSS-params");
        return scheme;
    }

    private static SignatureScheme hash(DerReader in) {
        var identifier = in.sequence("hashAlgorithm");
        in.end("hashAlgorithm");
        var oid = identifier.oid("hashAlgorithm");
        if (identifier.hasMore()
                && !identifier.content(DerReader.NULL, "parameters").isEmpty()) {
            throw new Malformed("parameters", "not NULL");
        }
        identifier.end("hashAlgorithm");
        return switch (oid) {
            case Oids.SHA256 -> SignatureScheme.RSA_PSS_SHA256;
            case Oids.SHA384 -> SignatureScheme.RSA_PSS_SHA384;
            case Oids.SHA512 -> SignatureScheme.RSA_PSS_SHA512;
            default -> throw new Malformed("hashAlgorithm", oid + " is not supported");
        };
    }

    private static void number(DerReader params, int tag, int wanted, String field) {
        var explicit = params.enter(DerReader.explicitTag(tag), field);
        if (explicit.integerUpTo(255, field) != wanted) throw new Malformed(field, "not " + wanted);
        explicit.end(field);
    }
}
