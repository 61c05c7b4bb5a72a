package org.attestry.agent.attester.tpm;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.attester.AttesterFailed;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.bytes.Reader;
import org.attestry.verifier.Evidence;

/**
 * Collects quotes of a TPM 2.0: PCRs 0 to 15 of the SHA-256 bank, signed by an attestation key of the endorsement hierarchy.
 *
 * <p>The evidence is TPMS_ATTEST. With it come the signature, the key, the PCR values that the quote's digest is over, the measured-boot log
 * where the kernel keeps one, and the endorsement key's certificate where the TPM holds one.
 */
public final class TpmAttester implements Attester {
    /** TPMT_SIGNATURE over the quote. */
    public static final String SIGNATURE = "tpm_quote_sig";

    /** The attestation key as SubjectPublicKeyInfo, DER. */
    public static final String AK_PUBLIC = "ak_public";

    /** The attestation key as TPMT_PUBLIC, from which its name follows. */
    public static final String AK_AREA = "ak_tpmt_public";

    /** The PCR values, 32 octets each, in the order of their numbers. */
    public static final String PCRS = "pcrs_sha256";

    /** The firmware's log (TCG PC Client Platform Firmware Profile). */
    public static final String EVENT_LOG = "event_log";

    /** The certificate of the endorsement key, DER. */
    public static final String EK_CERT = "ek_cert";

    static final List<Integer> QUOTED = IntStream.range(0, 16).boxed().toList();

    private static final Path KERNEL_LOG = Path.of("/sys/kernel/security/tpm0/binary_bios_measurements");
    /** NV indices of the certificates of an ECC P-256 and an RSA 2048 key (TCG EK Credential Profile, 2.2.1.4). */
    private static final List<Long> EK_CERTS = List.of(0x01C0000AL, 0x01C00002L);

    private static final int BINDING = 32;
    private static final int MAGIC_AND_TYPE = 6;
    private static final int AFTER_DATA = 8 + 4 + 4 + 1 + 8;
    private static final int ATTEMPTS = 3;

    private final TpmDevice.Opener device;
    private final Path eventLog;

    TpmAttester(TpmDevice.Opener device, Path eventLog) {
        this.device = device;
        this.eventLog = eventLog;
    }

    /** Over a device of the kernel, {@code /dev/tpmrm0} for example. */
    public static TpmAttester over(Path device) {
        return new TpmAttester(() -> TpmDevice.open(device), KERNEL_LOG);
    }

    @Override
    public String tee() {
        return "tpm2";
    }

    @Override
    public String format() {
        return "tpm2-quote";
    }

    @Override
    public int bindingSize() {
        return BINDING;
    }

    @Override
    public Evidence collect(Bytes binding) throws AttesterFailed {
        if (binding.size() != BINDING) throw new AttesterFailed("a quote binds " + BINDING + " octets");
        try (var session = device.open()) {
            return collect(new Tpm(session), binding);
        } catch (IOException | Malformed | GeneralSecurityException e) {
            throw new AttesterFailed("the TPM gives no quote: " + e.getMessage(), e);
        }
    }

    private Evidence collect(Tpm tpm, Bytes binding) throws IOException, GeneralSecurityException, AttesterFailed {
        var key = tpm.createAttestationKey();
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                var pcrs = tpm.readPcrs(QUOTED);
                var quote = tpm.quote(key, binding, QUOTED);
                var digest = digest(quote.attest(), binding);
                // A PCR that was extended between the two commands is in one of them only.
                if (digest.sameAs(joined(pcrs).sha256())) return evidence(tpm, key, quote, pcrs);
            }
            throw new AttesterFailed("the PCRs change faster than they are quoted");
        } finally {
            tpm.flush(key);
        }
    }

    private Evidence evidence(Tpm tpm, Tpm.Key key, Tpm.Quote quote, SortedMap<Integer, Bytes> pcrs)
            throws IOException, GeneralSecurityException {
        var attachments = new HashMap<String, Bytes>(Map.of(
                SIGNATURE, quote.signature(),
                AK_PUBLIC, publicKey(key.publicArea()),
                AK_AREA, key.publicArea(),
                PCRS, joined(pcrs)));
        if (Files.isReadable(eventLog)) attachments.put(EVENT_LOG, Bytes.copyOf(Files.readAllBytes(eventLog)));
        for (long index : EK_CERTS) {
            var certificate = tpm.readNv(index);
            if (!certificate.isEmpty()) attachments.putIfAbsent(EK_CERT, certificate);
        }
        return new Evidence(format(), quote.attest(), attachments);
    }

    private static Bytes joined(SortedMap<Integer, Bytes> pcrs) {
        return Bytes.concat(pcrs.values().toArray(Bytes[]::new));
    }

    /** The digest of PCRs in TPMS_ATTEST, if that answers {@code binding} (Part 2, TPMS_ATTEST, TPMS_QUOTE_INFO). */
    private static Bytes digest(Bytes attest, Bytes binding) throws AttesterFailed {
        var in = new Reader(attest);
        in.skip("magic and type", MAGIC_AND_TYPE);
        in.skip("qualified signer", in.u16be("size of qualified signer"));
        if (!in.bytes("extra data", in.u16be("size of extra data")).sameAs(binding))
            throw new AttesterFailed("the quote answers another request");
        in.skip("clock and firmware version", AFTER_DATA);
        if (in.u32be("banks") != 1) throw new AttesterFailed("the quote is over other PCRs");
        in.skip("hash", Short.BYTES);
        in.skip("selection", in.u8("size of selection"));
        var digest = in.bytes("digest", in.u16be("size of digest"));
        in.end();
        return digest;
    }

    /** SubjectPublicKeyInfo of a TPMT_PUBLIC on P-256: what comes before the point has the lengths of the template. */
    private static Bytes publicKey(Bytes area) throws GeneralSecurityException {
        var in = new Reader(area);
        in.skip("type, hash, attributes", 8);
        in.skip("policy", in.u16be("size of policy"));
        in.skip("parameters", 10);
        var x = in.bytes("x", in.u16be("size of x"));
        var y = in.bytes("y", in.u16be("size of y"));
        in.end();
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var point = new ECPoint(new BigInteger(1, x.toArray()), new BigInteger(1, y.toArray()));
        var key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
        return Bytes.copyOf(key.getEncoded());
    }
}
