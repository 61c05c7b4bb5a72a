package org.attestry.agent;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.attester.AttesterFailed;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Checks;
import org.attestry.verifier.ClaimShapes;
import org.attestry.verifier.Claims;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.EvidenceVerifier;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verdict;

/**
 * A TEE of a few lines: its evidence is 64 octets of binding, a measurement of 32 octets and an ECDSA signature by a key that the
 * trust root is. Enough for tests of what carries evidence about.
 */
public final class ToyTee implements Attester {
    public static final String FORMAT = "toy-quote";

    private final KeyPair key;
    private final Bytes measurement;
    private volatile boolean broken;

    private ToyTee(KeyPair key, Bytes measurement) {
        this.key = key;
        this.measurement = measurement;
    }

    /** A TEE with a key of its own, that runs what {@code measured} names. */
    public static ToyTee running(String measured) {
        try {
            return new ToyTee(
                    KeyPairGenerator.getInstance("EC").generateKeyPair(),
                    Bytes.utf8(measured).sha256());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Another TEE of the same vendor. */
    public ToyTee sibling(String measured) {
        return new ToyTee(key, Bytes.utf8(measured).sha256());
    }

    public ToyTee breakDown() {
        broken = true;
        return this;
    }

    public String measurement() {
        return measurement.hex();
    }

    /** What a verifier has to hold to believe this TEE. */
    public Endorsements endorsements() {
        return Endorsements.of(
                Map.of(Roles.TRUST_ROOT, Bytes.copyOf(key.getPublic().getEncoded())));
    }

    @Override
    public String tee() {
        return "toy";
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public int bindingSize() {
        return 64;
    }

    @Override
    public Evidence collect(Bytes binding) throws AttesterFailed {
        if (broken) throw new AttesterFailed("the toy is broken");
        var signed = Bytes.concat(binding, measurement);
        try {
            var signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(key.getPrivate());
            signer.update(signed.toArray());
            return Evidence.of(FORMAT, Bytes.concat(signed, Bytes.copyOf(signer.sign())));
        } catch (GeneralSecurityException e) {
            throw new AttesterFailed("the toy cannot sign", e);
        }
    }

    /** Believes toys that the trust root made. */
    public static final class Verifier implements EvidenceVerifier {
        @Override
        public String tee() {
            return "toy";
        }

        @Override
        public Set<String> formats() {
            return Set.of(FORMAT);
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public int bindingSize(String format) {
            return 64;
        }

        @Override
        public ClaimShapes claims() {
            return ClaimShapes.builder()
                    .hex("measurement", 32)
                    .bool("policy.debug")
                    .build();
        }

        @Override
        public Verdict verify(Evidence evidence, Expected expected, Endorsements endorsements, Instant at) {
            return Checks.verdict(() -> check(evidence.body(), expected, endorsements));
        }

        private static Verdict.Accepted check(Bytes body, Expected expected, Endorsements endorsements) {
            var checks = Checks.requiring(expected, Set.of(Check.FORMAT, Check.SIGNATURE));
            checks.require(Check.FORMAT, body.size() > 96, Reason.MALFORMED, "body");
            var root = endorsements
                    .first(Roles.TRUST_ROOT)
                    .orElseThrow(() -> checks.inconclusive(Reason.NO_ENDORSEMENT, "root", Claims.NONE));
            checks.require(Check.SIGNATURE, signed(body, root), Reason.SIGNATURE_INVALID, "body");
            if (expected instanceof Expected.Bound(var value)) {
                checks.require(Check.FRESHNESS, body.slice(0, 64).sameAs(value), Reason.NONCE_MISMATCH, "binding");
            }
            return checks.accept(Claims.builder()
                    .hex("measurement", body.slice(64, 96))
                    .bool("policy.debug", false)
                    .build());
        }

        private static boolean signed(Bytes body, Bytes root) {
            try {
                var verifier = Signature.getInstance("SHA256withECDSA");
                verifier.initVerify(java.security.KeyFactory.getInstance("EC")
                        .generatePublic(new java.security.spec.X509EncodedKeySpec(root.toArray())));
                verifier.update(body.slice(0, 96).toArray());
                return verifier.verify(body.slice(96, body.size()).toArray());
            } catch (GeneralSecurityException e) {
                return false;
            }
        }
    }
}
