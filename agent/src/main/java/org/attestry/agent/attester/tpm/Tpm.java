package org.attestry.agent.attester.tpm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.bytes.Reader;

/**
 * The commands that a quote takes, over one channel (TPM 2.0 Library, Part 3). Sessions are passwords, and these are empty: the endorsement
 * hierarchy of a TPM whose owner set one cannot be used.
 */
public final class Tpm {
    private static final int NO_SESSIONS = 0x8001;
    private static final int SESSIONS = 0x8002;
    private static final long PASSWORD_SESSION = 0x40000009L;
    private static final long ENDORSEMENT = 0x4000000BL;

    private static final long CREATE_PRIMARY = 0x131;
    private static final long NV_READ = 0x14E;
    private static final long QUOTE = 0x158;
    private static final long FLUSH_CONTEXT = 0x165;
    private static final long NV_READ_PUBLIC = 0x169;
    private static final long PCR_READ = 0x17E;

    private static final int SHA256 = 0x000B;
    private static final int NULL = 0x0010;
    private static final int ECDSA = 0x0018;
    private static final int ECC = 0x0023;
    private static final int NIST_P256 = 0x0003;
    /** fixedTPM, fixedParent, sensitiveDataOrigin, userWithAuth, noDA, restricted, sign: it signs what the TPM made, and nothing else. */
    private static final long ATTESTATION_KEY = 0x00050472L;

    private static final int HEADER = 10;
    private static final int PCRS = 24;
    private static final int MOST_NV_READ = 512;

    private final TpmDevice device;

    /** Over an open channel. */
    public Tpm(TpmDevice device) {
        this.device = device;
    }

    /**
     * An attestation key that is loaded.
     *
     * @param publicArea TPMT_PUBLIC
     */
    public record Key(long handle, Bytes publicArea) {}

    /**
     * A quote.
     *
     * @param attest TPMS_ATTEST
     * @param signature TPMT_SIGNATURE over it
     */
    public record Quote(Bytes attest, Bytes signature) {}

    /**
     * Makes the attestation key of the endorsement hierarchy: ECDSA on P-256 with SHA-256, restricted. The same TPM makes the same key each
     * time.
     */
    public Key createAttestationKey() throws IOException {
        var area = new TpmWriter()
                .u16(ECC)
                .u16(SHA256)
                .u32(ATTESTATION_KEY)
                .sized(Bytes.EMPTY)
                .u16(NULL)
                .u16(ECDSA)
                .u16(SHA256)
                .u16(NIST_P256)
                .u16(NULL)
                .sized(Bytes.EMPTY)
                .sized(Bytes.EMPTY)
                .done();
        var parameters = new TpmWriter()
                .sized(new TpmWriter().sized(Bytes.EMPTY).sized(Bytes.EMPTY).done())
                .sized(area)
                .sized(Bytes.EMPTY)
                .u32(0)
                .done();
        var response = authorized("CreatePrimary", CREATE_PRIMARY, List.of(ENDORSEMENT), parameters);
        long handle = response.u32be("handle");
        response.skip("size of parameters", Integer.BYTES);
        return new Key(handle, sized(response, "public area"));
    }

    /** Quotes the SHA-256 values of PCRs by a key, over {@code data} (at most 32 octets for every TPM). */
    public Quote quote(Key key, Bytes data, List<Integer> pcrs) throws IOException {
        var parameters =
                new TpmWriter().sized(data).u16(NULL).bytes(selection(pcrs)).done();
        var response = authorized("Quote", QUOTE, List.of(key.handle()), parameters);
        response.skip("size of parameters", Integer.BYTES);
        var attest = sized(response, "attest");
        int algorithm = response.u16be("signature algorithm");
        int hash = response.u16be("signature hash");
        if (algorithm != ECDSA || hash != SHA256) throw new Malformed("signature", "not ECDSA with SHA-256");
        var signature = new TpmWriter()
                .u16(algorithm)
                .u16(hash)
                .sized(sized(response, "r"))
                .sized(sized(response, "s"))
                .done();
        return new Quote(attest, signature);
    }

    /** The SHA-256 values of PCRs now, by number; what the TPM has no bank for is not there. */
    public SortedMap<Integer, Bytes> readPcrs(List<Integer> pcrs) throws IOException {
        var values = new TreeMap<Integer, Bytes>();
        var left = new ArrayList<>(pcrs);
        while (!left.isEmpty()) {
            var response = send("PCR_Read", NO_SESSIONS, PCR_READ, selection(left));
            response.skip("update counter", Integer.BYTES);
            var selected = selected(response);
            long count = response.u32be("count of digests");
            if (selected.isEmpty() || count != selected.size()) return values;
            for (int pcr : selected) values.put(pcr, sized(response, "digest"));
            left.removeAll(selected);
        }
        return values;
    }

    /** What lies at an NV index that anybody may read, such as a certificate; empty where there is none. */
    public Bytes readNv(long index) throws IOException {
        try {
            var response = send(
                    "NV_ReadPublic",
                    NO_SESSIONS,
                    NV_READ_PUBLIC,
                    new TpmWriter().u32(index).done());
            var area = new Reader(sized(response, "NV public area"));
            area.skip("index, hash, attributes", 10);
            var _ = sized(area, "policy");
            return readNv(index, area.u16be("size"));
        } catch (TpmRefused absent) {
            return Bytes.EMPTY;
        }
    }

    private Bytes readNv(long index, int size) throws IOException {
        var content = Bytes.EMPTY;
        while (content.size() < size) {
            int wanted = Math.min(MOST_NV_READ, size - content.size());
            var parameters = new TpmWriter().u16(wanted).u16(content.size()).done();
            var response = authorized("NV_Read", NV_READ, List.of(index, index), parameters);
            response.skip("size of parameters", Integer.BYTES);
            var part = sized(response, "NV data");
            if (part.isEmpty()) throw new IOException("the TPM gave no NV data");
            content = Bytes.concat(content, part);
        }
        return content;
    }

    /** Unloads a key. */
    public void flush(Key key) throws IOException {
        var _ = send(
                "FlushContext",
                NO_SESSIONS,
                FLUSH_CONTEXT,
                new TpmWriter().u32(key.handle()).done());
    }

    /** TPML_PCR_SELECTION of one bank. */
    private static Bytes selection(List<Integer> pcrs) {
        int bits = 0;
        for (int pcr : pcrs) bits |= 1 << pcr;
        return new TpmWriter()
                .u32(1)
                .u16(SHA256)
                .u8(PCRS / Byte.SIZE)
                .u8(bits)
                .u8(bits >>> 8)
                .u8(bits >>> 16)
                .done();
    }

    private static List<Integer> selected(Reader response) {
        var pcrs = new ArrayList<Integer>();
        long banks = response.u32be("count of banks");
        for (long bank = 0; bank < banks; bank++) {
            response.skip("hash", Short.BYTES);
            int size = response.u8("size of selection");
            for (int octet = 0; octet < size; octet++) {
                int bits = response.u8("selection");
                for (int bit = 0; bit < Byte.SIZE; bit++) if ((bits >> bit & 1) != 0) pcrs.add(octet * Byte.SIZE + bit);
            }
        }
        return pcrs;
    }

    private static Bytes sized(Reader in, String field) {
        return in.bytes(field, in.u16be("size of " + field));
    }

    private Reader authorized(String name, long command, List<Long> handles, Bytes parameters) throws IOException {
        var body = new TpmWriter();
        handles.forEach(body::u32);
        var session = new TpmWriter()
                .u32(PASSWORD_SESSION)
                .sized(Bytes.EMPTY)
                .u8(0)
                .sized(Bytes.EMPTY)
                .done();
        body.u32(session.size()).bytes(session).bytes(parameters);
        return send(name, SESSIONS, command, body.done());
    }

    /** The response behind its header. */
    private Reader send(String name, int tag, long command, Bytes body) throws IOException {
        var packet = new TpmWriter()
                .u16(tag)
                .u32(HEADER + body.size())
                .u32(command)
                .bytes(body)
                .done();
        var response = new Reader(device.transact(packet));
        try {
            response.skip("tag", Short.BYTES);
            if (response.u32be("size") != response.remaining() + 6L) throw new Malformed("response", "of another size");
            long code = response.u32be("code");
            if (code != 0) throw new TpmRefused(name, code);
            return response;
        } catch (Malformed e) {
            throw new IOException("the TPM's response to " + name + " is none: " + e.getMessage(), e);
        }
    }
}
