package org.attestry.verifier.snp;

import java.math.BigInteger;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.bytes.Reader;
import org.attestry.verifier.crypto.EcdsaSignature;

/**
 * An ATTESTATION_REPORT of versions 2 to 5 (AMD 56860, "MSG_REPORT_RSP"), read once and front to back; nobody else knows offsets.
 *
 * <p>Every octet is either in a field here or has to be zero, so that nothing can be changed behind the signature's back.
 *
 * @param signedPart the octets that are signed, as received
 */
public record SnpReport(
        int version,
        long guestSvn,
        GuestPolicy policy,
        Bytes familyId,
        Bytes imageId,
        long vmpl,
        long signatureAlgorithm,
        Bytes currentTcb,
        long platformInfo,
        KeyInfo keyInfo,
        Bytes reportData,
        Bytes measurement,
        Bytes hostData,
        Bytes idKeyDigest,
        Bytes authorKeyDigest,
        Bytes reportId,
        Bytes reportIdMa,
        Bytes reportedTcb,
        Optional<Cpuid> cpuid,
        Bytes chipId,
        Bytes committedTcb,
        FirmwareVersion currentVersion,
        FirmwareVersion committedVersion,
        Bytes launchTcb,
        Optional<Mitigations> mitigations,
        Bytes signedPart,
        EcdsaSignature signature) {

    /** Octets of a report. */
    public static final int SIZE = 0x4a0;
    /** Octets of the part that is signed. */
    public static final int SIGNED_SIZE = 0x2a0;
    /** Octets of REPORT_DATA. */
    public static final int REPORT_DATA_SIZE = 64;
    /** SIGNATURE_ALGO of ECDSA on P-384 with SHA-384, the only one there is. */
    public static final int ECDSA_P384_SHA384 = 1;

    static final int OLDEST = 2;
    static final int NEWEST = 5;

    private static final int COORDINATE = 48;
    private static final int COORDINATE_FIELD = 72;

    /** The combined CPUID family, model and stepping of the processor; from version 3 on. */
    public record Cpuid(int family, int model, int stepping) {}

    /** Which mitigations were and are in force; from version 5 on. */
    public record Mitigations(long launch, long current) {}

    /** A version of the SNP firmware. */
    public record FirmwareVersion(int major, int minor, int build) {
        /** Major, minor, build, joined by dots. */
        @Override
        public String toString() {
            return major + "." + minor + "." + build;
        }
    }

    /**
     * The flags beside the signature.
     *
     * @param signingKey 0 VCEK, 1 VLEK, 7 none
     */
    public record KeyInfo(boolean authorKeyEnabled, boolean maskChipKey, int signingKey) {
        /** The key that the report says it is signed by; absent where it says that there is none. */
        public Optional<KeyKind> kind() {
            return switch (signingKey) {
                case 0 -> Optional.of(KeyKind.VCEK);
                case 1 -> Optional.of(KeyKind.VLEK);
                default -> Optional.empty();
            };
        }

        private static KeyInfo of(long flags) {
            int signingKey = (int) (flags >>> 2 & 7);
            if (flags >>> 5 != 0) throw new Malformed("KEY_INFO", "reserved bits are set");
            if (signingKey > 1 && signingKey != 7) throw new Malformed("SIGNING_KEY", "reserved value");
            return new KeyInfo((flags & 1) == 1, (flags & 2) == 2, signingKey);
        }
    }

    /** The product that the CPUID fields name; absent where there are none, or they name none that is known. */
    public Optional<Product> product() {
        return cpuid.flatMap(id -> Product.ofCpuid(id.family(), id.model()));
    }

    /** Whether a version is one that {@link #parse} reads. */
    static boolean reads(long version) {
        return version >= OLDEST && version <= NEWEST;
    }

    /** VERSION alone, for a reason of its own when it is one that we do not read. */
    static long version(Bytes body) {
        return new Reader(body).u32("VERSION");
    }

    /**
     * Reads a report.
     *
     * @throws Malformed if it is short, long, of another version or has a reserved field that is not zero
     */
    public static SnpReport parse(Bytes body) {
        var in = new Reader(body);
        long version = in.u32("VERSION");
        if (!reads(version)) throw new Malformed("VERSION", "not one of 2 to 5");
        long guestSvn = in.u32("GUEST_SVN");
        var policy = new GuestPolicy(in.u64("POLICY"));
        var familyId = in.bytes("FAMILY_ID", 16);
        var imageId = in.bytes("IMAGE_ID", 16);
        long vmpl = in.u32("VMPL");
        long algorithm = in.u32("SIGNATURE_ALGO");
        var currentTcb = in.bytes("CURRENT_TCB", 8);
        long platformInfo = in.u64("PLATFORM_INFO");
        var keyInfo = KeyInfo.of(in.u32("KEY_INFO"));
        in.zeros("0x4C", 4);
        var reportData = in.bytes("REPORT_DATA", REPORT_DATA_SIZE);
        var measurement = in.bytes("MEASUREMENT", 48);
        var hostData = in.bytes("HOST_DATA", 32);
        var idKeyDigest = in.bytes("ID_KEY_DIGEST", 48);
        var authorKeyDigest = in.bytes("AUTHOR_KEY_DIGEST", 48);
        var reportId = in.bytes("REPORT_ID", 32);
        var reportIdMa = in.bytes("REPORT_ID_MA", 32);
        var reportedTcb = in.bytes("REPORTED_TCB", 8);
        var cpuid = version >= 3
                ? Optional.of(new Cpuid(in.u8("CPUID_FAM_ID"), in.u8("CPUID_MOD_ID"), in.u8("CPUID_STEP")))
                : Optional.<Cpuid>empty();
        in.zeros("0x188", version >= 3 ? 21 : 24);
        var chipId = in.bytes("CHIP_ID", 64);
        var committedTcb = in.bytes("COMMITTED_TCB", 8);
        var currentVersion = firmwareVersion(in, "CURRENT");
        var committedVersion = firmwareVersion(in, "COMMITTED");
        var launchTcb = in.bytes("LAUNCH_TCB", 8);
        var mitigations = version >= 5
                ? Optional.of(new Mitigations(in.u64("LAUNCH_MIT_VECTOR"), in.u64("CURRENT_MIT_VECTOR")))
                : Optional.<Mitigations>empty();
        in.zeros("0x1F8", SIGNED_SIZE - in.position());
        var signature = new EcdsaSignature(coordinate(in, "R"), coordinate(in, "S"));
        in.zeros("SIGNATURE", SIZE - in.position());
        in.end();
        return new SnpReport(
                (int) version,
                guestSvn,
                policy,
                familyId,
                imageId,
                vmpl,
                algorithm,
                currentTcb,
                platformInfo,
                keyInfo,
                reportData,
                measurement,
                hostData,
                idKeyDigest,
                authorKeyDigest,
                reportId,
                reportIdMa,
                reportedTcb,
                cpuid,
                chipId,
                committedTcb,
                currentVersion,
                committedVersion,
                launchTcb,
                mitigations,
                body.slice(0, SIGNED_SIZE),
                signature);
    }

    private static FirmwareVersion firmwareVersion(Reader in, String which) {
        int build = in.u8(which + "_BUILD");
        int minor = in.u8(which + "_MINOR");
        int major = in.u8(which + "_MAJOR");
        in.zeros(which + "_MAJOR + 1", 1);
        return new FirmwareVersion(major, minor, build);
    }

    /** R and S are little endian in a field with room for larger curves. */
    private static BigInteger coordinate(Reader in, String field) {
        var number = new BigInteger(1, in.bytes(field, COORDINATE).reversed().toArray());
        in.zeros(field + " beyond 384 bits", COORDINATE_FIELD - COORDINATE);
        return number;
    }
}
