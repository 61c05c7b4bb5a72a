package org.attestry.verifier.testing;

import java.security.Provider;
import java.security.SecureRandom;
import java.util.Map;
import java.util.function.Function;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.crypto.EcdsaSignature;
import org.attestry.verifier.snp.KeyKind;
import org.attestry.verifier.snp.Product;

/**
 * A guest on a chip of a {@link FakeAmd}: attests as the real ones do, with its certificates in an {@code auxblob}.
 *
 * <p>What it says of itself can be chosen; {@code with…} gives another guest on the same chip. Safe for many threads.
 */
public final class SimulatedSnp {
    /** Measurement of a guest that nobody chose another one for. */
    public static final Bytes MEASUREMENT =
            Bytes.utf8("attestry simulated guest").sha384();

    private static final long PLAIN_POLICY = 0x30000;
    private static final long DEBUG_POLICY = 0xb0000;

    private final Chip chip;
    private final Bytes measurement;
    private final Bytes hostData;
    private final Bytes reportId;
    private final long policy;
    private final int vmpl;

    /** What the vendor made: key and what signs with it, identity, versions, and the table of its certificates. */
    private record Chip(
            FakeAmd vendor,
            KeyKind kind,
            FakeEcKey key,
            Function<Bytes, EcdsaSignature> signer,
            Bytes id,
            Bytes tcb,
            Bytes table) {}

    private SimulatedSnp(Chip chip, Bytes measurement, Bytes hostData, Bytes reportId, long policy, int vmpl) {
        this.chip = chip;
        this.measurement = measurement;
        this.hostData = hostData;
        this.reportId = reportId;
        this.policy = policy;
        this.vmpl = vmpl;
    }

    /** A guest on a new chip with current firmware, its key a VCEK. */
    public static SimulatedSnp on(FakeAmd vendor, SecureRandom random) {
        return on(vendor, KeyKind.VCEK, currentTcb(vendor.product()), random);
    }

    /** A guest on a new chip with these security versions, eight octets laid out as the product does. */
    public static SimulatedSnp on(FakeAmd vendor, KeyKind kind, Bytes tcb, SecureRandom random) {
        var key = new FakeEcKey(random);
        var id = random(vendor.product().hardwareIdSize(), random);
        var certificate = vendor.certify(kind, key, id, tcb);
        var table = FakeCertificateTable.of(kind, vendor.ark(), vendor.issuer(kind), certificate);
        var chip = new Chip(vendor, kind, key, key::sign, id, tcb, table);
        return new SimulatedSnp(chip, MEASUREMENT, Bytes.copyOf(new byte[32]), random(32, random), PLAIN_POLICY, 0);
    }

    /** Security versions that a well-kept machine has. */
    public static Bytes currentTcb(Product product) {
        return product == Product.TURIN ? Bytes.of(0, 1, 0, 2, 0, 0, 0, 71) : Bytes.of(10, 0, 0, 0, 0, 0, 23, 84);
    }

    /** The same with another launch measurement, 48 octets. */
    public SimulatedSnp withMeasurement(Bytes other) {
        return new SimulatedSnp(chip, other, hostData, reportId, policy, vmpl);
    }

    /** The same with other data of the host, 32 octets. */
    public SimulatedSnp withHostData(Bytes other) {
        return new SimulatedSnp(chip, measurement, other, reportId, policy, vmpl);
    }

    /** The same at another privilege level. */
    public SimulatedSnp withVmpl(int other) {
        return new SimulatedSnp(chip, measurement, hostData, reportId, policy, other);
    }

    /** The same, open to the host's debugger. */
    public SimulatedSnp debuggable() {
        return new SimulatedSnp(chip, measurement, hostData, reportId, DEBUG_POLICY, vmpl);
    }

    /** The same, its key used by {@code provider}: a load of many reports then costs little beside what takes them. */
    public SimulatedSnp signingBy(Provider provider) {
        var signing = new Chip(chip.vendor, chip.kind, chip.key, chip.key.by(provider), chip.id, chip.tcb, chip.table);
        return new SimulatedSnp(signing, measurement, hostData, reportId, policy, vmpl);
    }

    /** The hardware identifier: 64 octets, 8 for Turin. */
    public Bytes chipId() {
        return chip.id;
    }

    /**
     * Evidence that binds {@code reportData}.
     *
     * @param reportData 64 octets
     */
    public Evidence attest(Bytes reportData) {
        return sign(report(reportData));
    }

    /** The report before it is signed, for tests that spoil it; {@link #sign} signs it as this chip would. */
    public FakeReport report(Bytes reportData) {
        return new FakeReport(chip.vendor.product())
                .policy(policy)
                .vmpl(vmpl)
                .keyInfo(chip.kind == KeyKind.VCEK ? 0 : 1 << 2)
                .reportData(reportData)
                .measurement(measurement)
                .hostData(hostData)
                .reportId(reportId)
                .tcb(chip.tcb)
                .chipId(chip.id);
    }

    /** {@code report} as evidence, signed by this chip's key. */
    public Evidence sign(FakeReport report) {
        return new Evidence("snp-report", report.signedBy(chip.signer), Map.of("auxblob", chip.table));
    }

    private static Bytes random(int size, SecureRandom random) {
        var octets = new byte[size];
        random.nextBytes(octets);
        return Bytes.copyOf(octets);
    }
}
