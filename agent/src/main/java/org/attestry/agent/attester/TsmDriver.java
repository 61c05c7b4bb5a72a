package org.attestry.agent.attester;

import java.util.List;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.verifier.cose.Cbor;
import org.jspecify.annotations.Nullable;

/** The drivers behind the kernel's TSM reports, what their reports are called, and where those hold the 64 octets asked for. */
enum TsmDriver {
    /** AMD SEV-SNP: REPORT_DATA of the attestation report (SEV-SNP ABI, ATTESTATION_REPORT). */
    SEV_GUEST("sev_guest", "snp", "snp-report"),

    /** Intel TDX: REPORTDATA of the TD report body in a quote of version 4 or 5 (Intel TDX DCAP, Quote Format). */
    TDX_GUEST("tdx_guest", "tdx", "tdx-quote"),

    /** Arm CCA: claim 10 of the Realm token (RMM specification, Attestation token format). */
    ARM_CCA_GUEST("arm_cca_guest", "arm-cca", "arm-cca-token");

    /** How many octets each of them binds. */
    static final int BINDING_SIZE = 64;

    private static final int SNP_REPORT_DATA = 0x50;
    private static final int QUOTE_HEADER = 48;
    private static final int REPORT_DATA = 520;
    private static final int BODY_DESCRIPTOR = 6;
    private static final List<Long> CCA_TAGS = List.of(399L, 907L);
    private static final Cbor.Int REALM_TOKEN = new Cbor.Int(44241);
    private static final Cbor.Int CHALLENGE = new Cbor.Int(10);
    private static final int SIGN1_TAG = 18;
    private static final int SIGN1_PAYLOAD = 2;

    private final String provider;
    private final String tee;
    private final String format;

    TsmDriver(String provider, String tee, String format) {
        this.provider = provider;
        this.tee = tee;
        this.format = format;
    }

    /** The driver that the kernel names so. */
    static Optional<TsmDriver> of(String provider) {
        for (var driver : values()) if (driver.provider.equals(provider)) return Optional.of(driver);
        return Optional.empty();
    }

    String provider() {
        return provider;
    }

    String tee() {
        return tee;
    }

    String format() {
        return format;
    }

    /** True where {@code report} says that it answers {@code binding}. Nothing else of it is looked at. */
    boolean binds(Bytes report, Bytes binding) {
        var bound = switch (this) {
            case SEV_GUEST -> part(report, SNP_REPORT_DATA);
            case TDX_GUEST -> reportData(report);
            case ARM_CCA_GUEST -> challenge(report);
        };
        return bound.filter(binding::sameAs).isPresent();
    }

    private static Optional<Bytes> part(Bytes report, int offset) {
        return report.size() < offset + BINDING_SIZE
                ? Optional.empty()
                : Optional.of(report.slice(offset, offset + BINDING_SIZE));
    }

    private static Optional<Bytes> reportData(Bytes quote) {
        if (quote.size() < QUOTE_HEADER) return Optional.empty();
        return switch (quote.at(0) | quote.at(1) << 8) {
            case 4 -> part(quote, QUOTE_HEADER + REPORT_DATA);
            case 5 -> part(quote, QUOTE_HEADER + BODY_DESCRIPTOR + REPORT_DATA);
            default -> Optional.empty();
        };
    }

    private static Optional<Bytes> challenge(Bytes token) {
        try {
            return collection(Cbor.parse(token))
                    .flatMap(collection -> wrapped(collection.entries().get(REALM_TOKEN)))
                    .flatMap(realm -> payload(Cbor.parse(realm)))
                    .flatMap(claims -> Cbor.parse(claims) instanceof Cbor.Fields fields
                            ? octets(fields.entries().get(CHALLENGE))
                            : Optional.empty());
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static Optional<Cbor.Fields> collection(Cbor token) {
        return token instanceof Cbor.Tagged(long tag, Cbor.Fields fields) && CCA_TAGS.contains(tag)
                ? Optional.of(fields)
                : Optional.empty();
    }

    /** A token of the collection as it is, or behind its content type (RATS conceptual message wrapper). */
    private static Optional<Bytes> wrapped(@Nullable Cbor member) {
        return member instanceof Cbor.Array(var parts) && parts.size() == 2 ? octets(parts.getLast()) : octets(member);
    }

    private static Optional<Bytes> payload(Cbor sign1) {
        var message = sign1 instanceof Cbor.Tagged(long tag, Cbor inner) && tag == SIGN1_TAG ? inner : sign1;
        return message instanceof Cbor.Array(var parts) && parts.size() == 4
                ? octets(parts.get(SIGN1_PAYLOAD))
                : Optional.empty();
    }

    private static Optional<Bytes> octets(@Nullable Cbor item) {
        return item instanceof Cbor.Octets(var octets) ? Optional.of(octets) : Optional.empty();
    }
}
