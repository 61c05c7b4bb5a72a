package org.attestry.verifier.cose;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;

/**
 * A COSE_Sign1 message as read (RFC 9052 section 4.2), its signature not yet checked. Only the protected header can be asked: what
 * is not signed is not looked at.
 *
 * @param header the protected header
 * @param toBeSigned the Sig_structure, over which {@code signature} was made
 */
public record CoseSign1(SortedMap<Cbor.Label, Cbor> header, Bytes payload, Bytes toBeSigned, Bytes signature) {
    private static final int TAG = 18;
    private static final int ALG = 1;
    private static final int CRIT = 2;
    private static final int X5CHAIN = 33;

    /**
     * Reads a message, tagged or not.
     *
     * @throws Malformed if it is another structure, has a detached payload or demands header parameters to be understood
     */
    public static CoseSign1 parse(Bytes encoded) {
        var item = Cbor.parse(encoded);
        if (item instanceof Cbor.Tagged(long tag, var tagged) && tag == TAG) item = tagged;
        if (item instanceof Cbor.Array(var parts)
                && parts.size() == 4
                && parts.get(0) instanceof Cbor.Octets(var header)
                && parts.get(1) instanceof Cbor.Fields
                && parts.get(2) instanceof Cbor.Octets(var payload)
                && parts.get(3) instanceof Cbor.Octets(var signature)) {
            if (!(Cbor.parse(header) instanceof Cbor.Fields(var entries)))
                throw new Malformed("protected", "not a map");
            if (entries.containsKey(new Cbor.Int(CRIT))) throw new Malformed("crit", "not supported");
            return new CoseSign1(entries, payload, sigStructure(header, payload), signature);
        }
        throw new Malformed("COSE_Sign1", "not an array of protected, unprotected, payload, signature");
    }

    /**
     * The algorithm.
     *
     * @throws Malformed if it is missing or not a number
     */
    public long algorithm() {
        if (header.get(new Cbor.Int(ALG)) instanceof Cbor.Int(long value)) return value;
        throw new Malformed("alg", "not an integer");
    }

    /** The text under a text label. */
    public Optional<String> text(String label) {
        return header.get(new Cbor.Text(label)) instanceof Cbor.Text(var value) ? Optional.of(value) : Optional.empty();
    }

    /** The numeric date under a text label (tag 1, whole seconds). */
    public Optional<Long> epochSeconds(String label) {
        return header.get(new Cbor.Text(label)) instanceof Cbor.Tagged(long tag, Cbor.Int(long value)) && tag == 1
                ? Optional.of(value)
                : Optional.empty();
    }

    /**
     * The certificates of x5chain (RFC 9360), the signer's first.
     *
     * @throws Malformed if there are none
     */
    public List<Bytes> certificates() {
        return switch (header.get(new Cbor.Int(X5CHAIN))) {
            case Cbor.Octets(var only) -> List.of(only);
            case Cbor.Array(var items)
            when !items.isEmpty() -> items.stream().map(CoseSign1::octets).toList();
            case null, default -> throw new Malformed("x5chain", "no certificates");
        };
    }

    private static Bytes octets(Cbor item) {
        if (item instanceof Cbor.Octets(var value)) return value;
        throw new Malformed("x5chain", "not a byte string");
    }

    private static Bytes sigStructure(Bytes header, Bytes payload) {
        var out = new ByteArrayOutputStream();
        out.write(0x84);
        out.write(0x6a);
        out.writeBytes(Bytes.utf8("Signature1").toArray());
        string(out, header);
        string(out, Bytes.EMPTY);
        string(out, payload);
        return Bytes.copyOf(out.toByteArray());
    }

    /** A byte string with a minimal head. */
    private static void string(ByteArrayOutputStream out, Bytes value) {
        int size = value.size();
        if (size < 24) {
            out.write(0x40 | size);
        } else if (size < 0x100) {
            out.write(0x58);
            out.write(size);
        } else if (size < 0x10000) {
            out.write(0x59);
            out.write(size >>> 8);
            out.write(size);
        } else {
            out.write(0x5a);
            for (int shift = 24; shift >= 0; shift -= 8) out.write(size >>> shift);
        }
        out.writeBytes(value.toArray());
    }
}
