package org.attestry.verifier.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.snp.KeyKind;

/** Writes the table in which a host hands certificates to its guest: GUIDs, offsets and lengths, then the certificates. */
public final class FakeCertificateTable {
    /** The GUID of the ARK. */
    public static final Bytes ARK = guid("c0b406a4-a803-4952-9743-3fb6014cd0ae");
    /** The GUID of the ASK or ASVK. */
    public static final Bytes ASK = guid("4ab7b379-bbac-4fe4-a02f-05aef327c782");
    /** The GUID of the VCEK. */
    public static final Bytes VCEK = guid("63da758d-e664-4564-adc5-f4b93be8accd");
    /** The GUID of the VLEK. */
    public static final Bytes VLEK = guid("a8074bc2-a25a-483e-aae6-39c045a0b8a1");

    private final Map<Bytes, Bytes> entries = new LinkedHashMap<>();

    private static Bytes guid(String text) {
        return Bytes.fromHex(text.replace("-", ""));
    }

    /** A table of a whole chain. */
    public static Bytes of(KeyKind kind, Bytes ark, Bytes intermediate, Bytes key) {
        return new FakeCertificateTable()
                .add(ARK, ark)
                .add(ASK, intermediate)
                .add(kind == KeyKind.VCEK ? VCEK : VLEK, key)
                .bytes();
    }

    /** One more entry. */
    public FakeCertificateTable add(Bytes guid, Bytes certificate) {
        var _ = entries.put(guid, certificate);
        return this;
    }

    /** The table. */
    public Bytes bytes() {
        var head = Bytes.EMPTY;
        var body = Bytes.EMPTY;
        int start = (entries.size() + 1) * 24;
        for (var entry : entries.entrySet()) {
            head = Bytes.concat(
                    head,
                    entry.getKey(),
                    number(start + body.size()),
                    number(entry.getValue().size()));
            body = Bytes.concat(body, entry.getValue());
        }
        return Bytes.concat(head, Bytes.copyOf(new byte[24]), body);
    }

    private static Bytes number(int value) {
        return Bytes.of(value & 0xff, value >> 8 & 0xff, value >> 16 & 0xff, value >>> 24);
    }
}
