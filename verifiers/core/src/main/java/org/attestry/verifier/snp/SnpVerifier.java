package org.attestry.verifier.snp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.attestry.verifier.crypto.CryptoProvider;
import org.attestry.verifier.crypto.Cryptos;
import org.attestry.verifier.crypto.SignatureScheme;

/**
 * Accepts an AMD SEV-SNP attestation report only if its octets as received are signed by a VCEK or VLEK that leads to a believed root, all
 * certificates and lists being valid at the instant; if the key is one of the report's TCB and, being a VCEK and CHIP_ID not masked, of its
 * chip; and if REPORT_DATA is the value that was expected, where one was.
 *
 * <p>That no certificate is revoked is guaranteed where {@link Check#REVOCATION} passed and was not waived. {@link Check#ENDORSEMENT} speaks
 * for what came along and for that alone.
 *
 * <p>The key is led to a root before the report's signature is checked, and nothing that the report says is compared before its
 * signature holds. Debug, VMPL and masked keys are told as claims: what to think of them is a policy's to say.
 */
public final class SnpVerifier implements EvidenceVerifier {
    private static final String FORMAT = "snp-report";
    private static final int REMEMBERED_CHAINS = 2048;

    /** What an Azure container group sends beside its report. */
    private static final String UVM_ENDORSEMENT = "uvm_reference_info";

    private static final String SECURITY_POLICY = "security_policy_b64";

    private static final List<Check> REQUIRED = List.of(
            Check.FORMAT,
            Check.CHAIN,
            Check.VALIDITY,
            Check.REVOCATION,
            Check.SIGNATURE,
            Check.PLATFORM_IDENTITY,
            Check.TCB);
    private static final List<Check> REQUIRED_OF_UVM =
            List.of(Check.FORMAT, Check.CHAIN, Check.VALIDITY, Check.REVOCATION, Check.SIGNATURE);

    private final CryptoProvider crypto;
    private final SnpChains chains;
    private final SnpClaims snpClaims = new SnpClaims();
    private final UvmEndorsements uvmEndorsements;

    /** With the provider that is installed; for {@link java.util.ServiceLoader}. */
    public SnpVerifier() {
        this(Cryptos.installed());
    }

    /** With a provider that the wiring chose. */
    public SnpVerifier(CryptoProvider crypto) {
        this.crypto = crypto;
        this.chains = new SnpChains(crypto, REMEMBERED_CHAINS);
        this.uvmEndorsements = new UvmEndorsements(crypto);
    }

    @Override
    public String tee() {
        return "snp";
    }

    @Override
    public Set<String> formats() {
        return Set.of(FORMAT);
    }

    @Override
    public String version() {
        return "snp-report/2";
    }

    @Override
    public int bindingSize(String format) {
        return SnpReport.REPORT_DATA_SIZE;
    }

    @Override
    public Set<String> attachmentRoles(String format) {
        return Set.of(
                CertificateTable.ROLE,
                Roles.INTERMEDIATE,
                Roles.ENDORSEMENT_KEY_CERT,
                Roles.CRL,
                UVM_ENDORSEMENT,
                SECURITY_POLICY);
    }

    @Override
    public ClaimShapes claims() {
        return SnpClaimShapes.REPORT;
    }

    /** How many signatures this verifier's provider has checked: one for each report once its chain is known. */
    public long signatureVerifications() {
        return crypto.signatureVerifications();
    }

    @Override
    public boolean reads(String role, Bytes item) {
        return CertificateFiles.reads(role, item);
    }

    @Override
    public Verdict verify(Evidence evidence, Expected expected, Endorsements endorsements, Instant at) {
        return Checks.verdict(() -> check(evidence, expected, endorsements, at));
    }

    private Verdict.Accepted check(Evidence evidence, Expected expected, Endorsements endorsements, Instant at) {
        var checks = Checks.requiring(expected, REQUIRED);
        var report = read(checks, evidence);
        var chain = chain(checks, report, ChainMaterial.of(evidence, endorsements));
        chain.requireValid(checks, at);

        boolean signed =
                chain.verifyingKey().verifies(SignatureScheme.ECDSA_SHA384, report.signedPart(), report.signature());
        checks.require(Check.SIGNATURE, signed, Reason.SIGNATURE_INVALID, "report");
        requirePlatform(checks, report, chain.key());
        var differing = chain.key().differing(report.reportedTcb()).map(TcbLayout.Component::name);
        checks.require(Check.TCB, differing.isEmpty(), Reason.TCB_MISMATCH, differing.orElse(""));

        var claims = snpClaims.of(report, Optional.of(chain.key().product()));
        SnpClaims.endorsed(claims, chain);
        requireUvm(checks, report, claims, evidence, endorsements, at);
        requireSecurityPolicy(checks, report, evidence, endorsements);
        if (expected instanceof Expected.Bound(var value)) {
            checks.require(Check.FRESHNESS, report.reportData().sameAs(value), Reason.NONCE_MISMATCH, "REPORT_DATA");
        }
        return checks.accept(claims.build());
    }

    private static SnpReport read(Checks checks, Evidence evidence) {
        checks.require(Check.FORMAT, evidence.format().equals(FORMAT), Reason.WRONG_FORMAT, evidence.format());
        long version = SnpReport.version(evidence.body());
        checks.require(Check.FORMAT, SnpReport.reads(version), Reason.UNSUPPORTED_VERSION, "VERSION " + version);
        var report = SnpReport.parse(evidence.body());
        boolean ecdsa = report.signatureAlgorithm() == SnpReport.ECDSA_P384_SHA384;
        checks.require(Check.FORMAT, ecdsa, Reason.UNSUPPORTED_ALGORITHM, "SIGNATURE_ALGO");
        boolean signed = report.keyInfo().kind().isPresent();
        checks.require(Check.FORMAT, signed, Reason.NOT_ATTESTABLE, "SIGNING_KEY says that the report is not signed");
        return report;
    }

    private VerifiedChain chain(Checks checks, SnpReport report, ChainMaterial material) {
        var leaf = ChainHints.leafFor(report, material);
        if (leaf.isEmpty()) throw missing(checks, report, material, Roles.ENDORSEMENT_KEY_CERT);
        if (material.intermediates().isEmpty()) throw missing(checks, report, material, Roles.INTERMEDIATE);
        if (!ChainHints.hasRoot(material)) throw missing(checks, report, material, Roles.TRUST_ROOT);
        return chains.chain(checks, leaf.get(), material);
    }

    private Checks.Inconclusive missing(Checks checks, SnpReport report, ChainMaterial material, String role) {
        var product = report.cpuid().isPresent() ? report.product() : ChainHints.productOf(material);
        return checks.inconclusive(
                Reason.NO_ENDORSEMENT, role, snpClaims.of(report, product).build());
    }

    /** A masked chip identifier cannot be compared; the key's certificate still names the chip, as claim {@code ek_cert.hwid}. */
    private static void requirePlatform(Checks checks, SnpReport report, EndorsementKey key) {
        boolean kind = report.keyInfo().kind().equals(Optional.of(key.kind()));
        checks.require(Check.PLATFORM_IDENTITY, kind, Reason.PLATFORM_MISMATCH, "SIGNING_KEY");
        boolean product = report.cpuid().isEmpty() || report.product().equals(Optional.of(key.product()));
        checks.require(Check.PLATFORM_IDENTITY, product, Reason.PLATFORM_MISMATCH, "CPUID");
        boolean chip = key.kind() == KeyKind.VLEK || report.chipId().allZero() || key.isChip(report.chipId());
        checks.require(Check.PLATFORM_IDENTITY, chip, Reason.PLATFORM_MISMATCH, "CHIP_ID");
    }

    /**
     * The launch measurement has to be one that Microsoft endorsed, if an endorsement came along.
     *
     * <p>Without one nothing is checked, and {@link Check#ENDORSEMENT} is not waived: it is no check that every report needs, since other
     * guests than Azure's have no endorsement. A policy that wants one asks for claim {@code uvm_endorsement}, which is there only if it held.
     */
    private void requireUvm(
            Checks checks,
            SnpReport report,
            Claims.Builder claims,
            Evidence evidence,
            Endorsements endorsements,
            Instant at) {
        var encoded = supplied(UVM_ENDORSEMENT, evidence, endorsements);
        if (encoded.isEmpty()) return;
        var roots = new UvmEndorsements.Roots(endorsements.all(Roles.TRUST_ROOT), true);
        switch (Checks.verdict(() -> uvm(encoded.get(), roots, at))) {
            case Verdict.Accepted accepted -> {
                boolean same = UvmEndorsements.measurement(accepted.claims()).equals(Optional.of(report.measurement()));
                checks.require(
                        Check.ENDORSEMENT, same, Reason.ENDORSEMENT_MISMATCH, UvmEndorsements.LAUNCH_MEASUREMENT);
                SnpClaims.uvm(claims, accepted.claims());
            }
            case Verdict.Refused refused ->
                checks.require(Check.ENDORSEMENT, false, refused.reason(), UVM_ENDORSEMENT + ": " + refused.detail());
            case Verdict.Inconclusive(var reason, var detail, var _) ->
                throw new IllegalStateException("nothing but the endorsement is needed: " + reason + " " + detail);
        }
    }

    /**
     * A signature of code: its certificates have to be valid when it was made, not now. The instant is the signer's word, so it may not
     * lie in the future.
     */
    private Verdict.Accepted uvm(Bytes encoded, UvmEndorsements.Roots roots, Instant at) {
        var checks = Checks.requiring(new Expected.Unchallenged(), REQUIRED_OF_UVM);
        var endorsement = uvmEndorsements.verified(checks, encoded, roots);
        var signedAt = endorsement.signedAt().orElse(at);
        endorsement.requireValid(checks, signedAt);
        checks.require(Check.VALIDITY, !signedAt.isAfter(at), Reason.NOT_YET_VALID, "signingtime");
        return checks.accept(endorsement.claims());
    }

    /**
     * The host gives the digest of the policy that the guest enforces; the guest shows the policy, if it wants to.
     *
     * <p>If it does not, nothing is checked and nothing waived, as above. A policy of ours that wants one names its digest as a value of claim
     * {@code host_data}, which is signed whether or not the guest shows what it is of.
     */
    private static void requireSecurityPolicy(
            Checks checks, SnpReport report, Evidence evidence, Endorsements endorsements) {
        var policy = supplied(SECURITY_POLICY, evidence, endorsements);
        if (policy.isEmpty()) return;
        boolean same = base64(policy.get()).map(Bytes::sha256).equals(Optional.of(report.hostData()));
        checks.require(Check.ENDORSEMENT, same, Reason.ENDORSEMENT_MISMATCH, "HOST_DATA");
    }

    private static Optional<Bytes> supplied(String role, Evidence evidence, Endorsements endorsements) {
        return endorsements.first(role).or(() -> evidence.attachment(role));
    }

    private static Optional<Bytes> base64(Bytes text) {
        try {
            var line = new String(text.toArray(), StandardCharsets.ISO_8859_1).strip();
            return Optional.of(Bytes.copyOf(Base64.getDecoder().decode(line)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
