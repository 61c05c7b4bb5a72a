package org.attestry.verifier.testing;

import java.math.BigInteger;
import java.util.function.Function;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.crypto.EcdsaSignature;
import org.attestry.verifier.snp.Product;
import org.attestry.verifier.snp.SnpReport;

/** An attestation report to be (AMD 56860): every field can be set to anything before it is signed. */
public final class FakeReport {
    private final byte[] octets = new byte[SnpReport.SIZE];

    /** A report of {@code product} that says nothing else: version 3, or 5 for Turin. */
    public FakeReport(Product product) {
        version(product == Product.TURIN ? 5 : 3)
                .policy(0x30000)
                .number(0x34, 4, 1)
                .number(0x40, 8, 0x25);
        switch (product) {
            case MILAN -> cpuid(0x19, 0x01, 1);
            case GENOA -> cpuid(0x19, 0x11, 1);
            case TURIN -> cpuid(0x1a, 0x02, 1);
        }
        put(0x160, Bytes.fromHex("ff".repeat(32)));
        put(0x1e8, Bytes.of(40, 55, 1, 0, 40, 55, 1, 0));
    }

    /** VERSION. */
    public FakeReport version(int value) {
        return number(0x00, 4, value);
    }

    /** GUEST_SVN. */
    public FakeReport guestSvn(long value) {
        return number(0x04, 4, value);
    }

    /** POLICY. */
    public FakeReport policy(long value) {
        return number(0x08, 8, value);
    }

    /** VMPL. */
    public FakeReport vmpl(int value) {
        return number(0x30, 4, value);
    }

    /** SIGNATURE_ALGO. */
    public FakeReport signatureAlgorithm(int value) {
        return number(0x34, 4, value);
    }

    /** The flags AUTHOR_KEY_EN, MASK_CHIP_KEY and SIGNING_KEY, as one number. */
    public FakeReport keyInfo(int value) {
        return number(0x48, 4, value);
    }

    /** REPORT_DATA. */
    public FakeReport reportData(Bytes value) {
        return put(0x50, exactly(64, value));
    }

    /** MEASUREMENT. */
    public FakeReport measurement(Bytes value) {
        return put(0x90, exactly(48, value));
    }

    /** HOST_DATA. */
    public FakeReport hostData(Bytes value) {
        return put(0xc0, exactly(32, value));
    }

    /** REPORT_ID. */
    public FakeReport reportId(Bytes value) {
        return put(0x140, exactly(32, value));
    }

    /** CURRENT_TCB, REPORTED_TCB, COMMITTED_TCB and LAUNCH_TCB. */
    public FakeReport tcb(Bytes value) {
        exactly(8, value);
        return put(0x38, value).put(0x180, value).put(0x1e0, value).put(0x1f0, value);
    }

    /** CPUID_FAM_ID, CPUID_MOD_ID and CPUID_STEP. */
    public FakeReport cpuid(int family, int model, int stepping) {
        return put(0x188, Bytes.of(family, model, stepping));
    }

    /** CHIP_ID: {@code value} and zeros behind it. */
    public FakeReport chipId(Bytes value) {
        return put(0x1a0, Bytes.copyOf(new byte[64])).put(0x1a0, value);
    }

    /** These octets at this offset. */
    public FakeReport put(int offset, Bytes value) {
        System.arraycopy(value.toArray(), 0, octets, offset, value.size());
        return this;
    }

    /** A little-endian number of {@code size} octets at this offset. */
    public FakeReport number(int offset, int size, long value) {
        for (int i = 0; i < size; i++) octets[offset + i] = (byte) (value >>> (8 * i));
        return this;
    }

    /** The report, with the signature that {@code signer} gives for the part that is signed. */
    public Bytes signedBy(Function<Bytes, EcdsaSignature> signer) {
        var signature = signer.apply(Bytes.copyOf(octets, 0, SnpReport.SIGNED_SIZE));
        put(0x2a0, coordinate(signature.r())).put(0x2e8, coordinate(signature.s()));
        return Bytes.copyOf(octets);
    }

    private static Bytes coordinate(BigInteger number) {
        var octets = new byte[72];
        var bigEndian = number.toByteArray();
        for (int i = 0; i < bigEndian.length; i++) octets[i] = bigEndian[bigEndian.length - 1 - i];
        return Bytes.copyOf(octets);
    }

    private static Bytes exactly(int size, Bytes value) {
        if (value.size() != size)
            throw new IllegalArgumentException(size + " octets wanted, " + value.size() + " given");
        return value;
    }
}
