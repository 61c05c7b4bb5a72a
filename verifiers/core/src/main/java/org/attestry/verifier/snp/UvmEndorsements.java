package org.attestry.verifier.snp;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.verifier.Check;
import org.attestry.verifier.Checks;
import org.attestry.verifier.ClaimShapes;
import org.attestry.verifier.ClaimValue;
import org.attestry.verifier.Claims;
import org.attestry.verifier.JsonReader;
import org.attestry.verifier.Reason;
import org.attestry.verifier.cose.CoseAlgorithm;
import org.attestry.verifier.cose.CoseSign1;
import org.attestry.verifier.crypto.Certificate;
import org.attestry.verifier.crypto.CryptoProvider;
import org.attestry.verifier.crypto.EcdsaSignature;
import org.attestry.verifier.crypto.Oids;
import org.attestry.verifier.crypto.Pem;
import org.attestry.verifier.crypto.PublicKeyInfo;
import org.attestry.verifier.crypto.SignatureScheme;
import org.attestry.verifier.crypto.VerifyingKey;

/**
 * Checks Microsoft's endorsements of the utility VM under Azure container groups: a COSE_Sign1 whose x5chain leads to the root that its
 * did:x509 issuer names, over a JSON object with the launch measurement.
 *
 * <p>The message names its issuer itself, and a root has many certificates below it. So purpose and feed are held to those of the utility
 * VM whichever root is believed; if one is ever changed here, the versions of both verifiers have to change with it.
 */
final class UvmEndorsements {
    /** The member of the payload that has to equal MEASUREMENT, hexadecimal. */
    static final String LAUNCH_MEASUREMENT = "x-ms-sevsnpvm-launchmeasurement";

    /** Whose word an endorsement is. */
    static final ClaimShapes ISSUER = ClaimShapes.builder()
            .word(
                    "alg",
                    Arrays.stream(CoseAlgorithm.values())
                            .map(CoseAlgorithm::name)
                            .toArray(String[]::new))
            .text("iss")
            .text("feed")
            .text("root_sha256_b64url")
            .bool("root_pinned")
            .instant("signed_at")
            .build();

    /** What an endorsement by itself says. */
    static final ClaimShapes CLAIMS =
            ISSUER.and(ClaimShapes.builder().anything("payload").build());

    /** SHA-256 of the SubjectPublicKeyInfo of Microsoft's Supply Chain RSA Root CA 2022. */
    private static final Set<Bytes> PINS =
            Set.of(Bytes.fromHex("84ce862a73b73d63b1cdbde1d30559eaab4040f6a63638c83e8357fe2250e5d3"));

    /** What Microsoft certifies the signers of utility VMs for, as their issuer's {@code eku}, and nothing beside it. */
    private static final List<String> PURPOSES = List.of("1.3.6.1.4.1.311.76.59.1.2");

    /** The utility VM of SEV-SNP. */
    private static final String FEED = "ContainerPlat-AMD-UVM";

    private static final int LONGEST_CHAIN = 6;
    private static final Set<String> UNDERSTOOD =
            Set.of(Oids.BASIC_CONSTRAINTS, Oids.KEY_USAGE, Oids.EXTENDED_KEY_USAGE);

    private final CryptoProvider crypto;
    private final VerifiedCache<VerifiedUvm> cache = new VerifiedCache<>(64);

    UvmEndorsements(CryptoProvider crypto) {
        this.crypto = crypto;
    }

    /**
     * Whom to believe.
     *
     * @param named certificates that the relying party named
     * @param pinnedToo whether the pinned root is believed beside them
     */
    record Roots(List<Bytes> named, boolean pinnedToo) {
        /** The named ones alone, or the pinned one where none was named. */
        static Roots namedOrElsePinned(List<Bytes> named) {
            return new Roots(named, named.isEmpty());
        }

        /** Of {@code encoded} as it is verified under these. */
        private Bytes cacheKey(Bytes encoded) {
            return ChainCacheKey.named(List.of(List.of(encoded), named, List.of(Bytes.of(pinnedToo ? 1 : 0))));
        }

        private boolean believes(Certificate root) {
            return (pinnedToo && PINS.contains(root.key().sha256()))
                    || named.stream().anyMatch(file -> holds(file, root.der()));
        }

        private static boolean holds(Bytes file, Bytes root) {
            try {
                return Pem.blocks(file, "CERTIFICATE").contains(root);
            } catch (Malformed notForUs) {
                return false;
            }
        }
    }

    /** The verified endorsement in {@code encoded}: remembered, or checked now. */
    VerifiedUvm verified(Checks checks, Bytes encoded, Roots roots) {
        var key = roots.cacheKey(encoded);
        var known = cache.get(key);
        var endorsement = known.orElseGet(() -> verify(checks.aside(), encoded, roots));
        if (known.isEmpty()) cache.put(key, endorsement);
        endorsement.recall(checks);
        return endorsement;
    }

    private VerifiedUvm verify(Checks checks, Bytes encoded, Roots roots) {
        var message = CoseSign1.parse(encoded);
        var algorithm = CoseAlgorithm.of(message.algorithm());
        checks.require(Check.FORMAT, algorithm.isPresent(), Reason.UNSUPPORTED_ALGORITHM, "alg " + message.algorithm());
        var issuer = message.text("iss").orElseThrow(() -> new Malformed("iss", "missing"));
        var feed = message.text("feed").orElseThrow(() -> new Malformed("feed", "missing"));
        var chain = chain(message);

        requireChain(checks, chain, DidX509.parse(issuer), roots);
        checks.require(Check.CHAIN, feed.equals(FEED), Reason.CERT_PROFILE, "feed is not " + FEED);
        var scheme = algorithm.orElseThrow().scheme();
        var signer = crypto.key(chain.getFirst().key());
        checks.require(Check.SIGNATURE, signed(signer, scheme, message), Reason.SIGNATURE_INVALID, "COSE_Sign1");

        var root = chain.getLast();
        var claims = Claims.builder()
                .text("alg", algorithm.orElseThrow().name())
                .text("iss", issuer)
                .text("feed", feed)
                .text("root_sha256_b64url", root.der().sha256().base64Url())
                .bool("root_pinned", PINS.contains(root.key().sha256()))
                .put("payload", payload(message.payload()));
        var signedAt = message.epochSeconds("signingtime").map(UvmEndorsements::instant);
        signedAt.ifPresent(instant -> claims.instant("signed_at", instant));
        return new VerifiedUvm(chain.stream().map(Validity::of).toList(), checks.held(), signedAt, claims.build());
    }

    private static Instant instant(long epochSecond) {
        if (epochSecond < 0 || epochSecond > 253_402_300_799L)
            throw new Malformed("signingtime", "beyond the year 9999");
        return Instant.ofEpochSecond(epochSecond);
    }

    private static List<Certificate> chain(CoseSign1 message) {
        var chain = message.certificates();
        if (chain.size() < 2 || chain.size() > LONGEST_CHAIN) throw new Malformed("x5chain", "not 2 to 6 certificates");
        return chain.stream().map(Certificate::parse).toList();
    }

    private void requireChain(Checks checks, List<Certificate> chain, DidX509 issuer, Roots roots) {
        var signer = chain.getFirst();
        var root = chain.getLast();
        for (int i = 0; i < chain.size(); i++) {
            var certificate = chain.get(i);
            // The root is followed by nobody, so it has to have issued itself.
            var authority = chain.get(Math.min(i + 1, chain.size() - 1));
            boolean issued = certificate.namesIssuer(authority) && certificate.signedBy(crypto.key(authority.key()));
            checks.require(Check.CHAIN, issued, Reason.CHAIN_UNTRUSTED, certificate + " is not signed by " + authority);
            boolean understood = certificate.criticalExtensionsAmong(UNDERSTOOD);
            checks.require(
                    Check.CHAIN, understood, Reason.CERT_PROFILE, certificate + " has an unknown critical extension");
            if (i > 0) requireAuthority(checks, certificate, i - 1);
        }
        checks.require(Check.CHAIN, roots.believes(root), Reason.CHAIN_UNTRUSTED, root + " is not a trust root");
        checks.require(Check.CHAIN, issuer.names(root), Reason.CHAIN_UNTRUSTED, "iss names another root than " + root);
        boolean endorses = issuer.purposes().equals(PURPOSES);
        checks.require(Check.CHAIN, endorses, Reason.CERT_PROFILE, "iss does not claim eku " + PURPOSES.getFirst());
        boolean maySign = !signer.isAuthority() && signer.allows(Certificate.Usage.DIGITAL_SIGNATURE);
        checks.require(Check.CHAIN, maySign, Reason.CERT_PROFILE, signer + " may not sign");
        checks.require(
                Check.CHAIN, issuer.allows(signer), Reason.CERT_PROFILE, signer + " is not issued for this purpose");
    }

    private static void requireAuthority(Checks checks, Certificate certificate, int below) {
        boolean authority = certificate.isAuthority()
                && certificate.allows(Certificate.Usage.KEY_CERT_SIGN)
                && certificate.pathLength().orElse(below) >= below;
        checks.require(Check.CHAIN, authority, Reason.CERT_PROFILE, certificate + " may not issue");
    }

    private static boolean signed(VerifyingKey signer, SignatureScheme scheme, CoseSign1 message) {
        if (scheme.family() != SignatureScheme.Family.ECDSA) {
            return signer.verifies(scheme, message.toBeSigned(), message.signature());
        }
        return signer.info() instanceof PublicKeyInfo.Ec ec
                && message.signature().size() == 2 * ec.curve().coordinateSize()
                && signer.verifies(
                        scheme, message.toBeSigned(), EcdsaSignature.fromRaw(ec.curve(), message.signature()));
    }

    private static ClaimValue payload(Bytes payload) {
        if (JsonReader.read(payload) instanceof ClaimValue.Group group
                && group.members().get(LAUNCH_MEASUREMENT) instanceof ClaimValue.Text(var measurement)
                && measurement.length() == 96
                && measurement.chars().allMatch(HexFormat::isHexDigit)) {
            return group;
        }
        throw new Malformed("payload", "no launch measurement of 48 octets");
    }

    /** The measurement that an endorsement speaks for. */
    static Optional<Bytes> measurement(Claims endorsement) {
        return endorsement
                .at("payload." + LAUNCH_MEASUREMENT)
                .map(value -> value instanceof ClaimValue.Text(var hex) ? Bytes.fromHex(hex) : Bytes.EMPTY);
    }
}
