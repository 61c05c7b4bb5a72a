package org.attestry.verifier.snp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.verifier.crypto.Certificate;
import org.attestry.verifier.crypto.DerReader;

/**
 * What the certificate of a VCEK or VLEK says (AMD 57230 section 3.1, extensions below 1.3.6.1.4.1.3704.1), believed in nothing yet.
 *
 * @param tcb the certified security versions, laid out as a TCB_VERSION
 * @param hardwareId the chip; of a VCEK only
 * @param provider the cloud provider that the key is lent to; of a VLEK only
 */
record EndorsementKey(
        Certificate certificate,
        KeyKind kind,
        Product product,
        String productName,
        Bytes tcb,
        Optional<Bytes> hardwareId,
        Optional<String> provider) {

    static final String STRUCT_VERSION = "1.3.6.1.4.1.3704.1.1";
    static final String PRODUCT_NAME = "1.3.6.1.4.1.3704.1.2";
    static final String HARDWARE_ID = "1.3.6.1.4.1.3704.1.4";
    static final String PROVIDER = "1.3.6.1.4.1.3704.1.5";

    /**
     * Reads the extensions.
     *
     * @throws Malformed if the certificate is not that of a VCEK or VLEK, or an extension is missing or wrong
     */
    static EndorsementKey of(Certificate certificate) {
        var kind = kind(certificate);
        var productName = ia5(certificate, PRODUCT_NAME);
        var product = Product.ofExtension(productName).orElseThrow(() -> new Malformed("productName", "not known"));
        var _ = number(certificate, STRUCT_VERSION, 1);
        var hardwareId = certificate.extension(HARDWARE_ID).map(value -> hardwareId(value, product));
        var provider = certificate.extension(PROVIDER).map(_ -> ia5(certificate, PROVIDER));
        boolean complete = switch (kind) {
            case VCEK -> hardwareId.isPresent() && provider.isEmpty();
            case VLEK -> hardwareId.isEmpty() && provider.isPresent();
        };
        if (!complete) throw new Malformed(kind.subjectName(), "hwID or cspID is missing or not allowed");
        return new EndorsementKey(
                certificate, kind, product, productName, tcb(certificate, product), hardwareId, provider);
    }

    private static KeyKind kind(Certificate certificate) {
        var name = certificate.subject().commonName().orElse("");
        return Arrays.stream(KeyKind.values())
                .filter(kind -> kind.subjectName().equals(name))
                .findFirst()
                .orElseThrow(() -> new Malformed("subject", "neither SEV-VCEK nor SEV-VLEK"));
    }

    /**
     * Components with a meaning have to be certified; a reserved octet that is not certified has to be zero. A component that the product
     * has no octet for would be certified and compared with nothing.
     */
    private static Bytes tcb(Certificate certificate, Product product) {
        for (var oid : certificate.extensions().keySet()) {
            if (!product.layout().places(oid)) throw new Malformed(oid, "no version of " + product.display());
        }
        var octets = new int[8];
        for (var component : product.layout().components()) {
            boolean there =
                    component.named() || certificate.extension(component.oid()).isPresent();
            octets[component.octet()] = there ? number(certificate, component.oid(), 255) : 0;
        }
        return Bytes.of(octets);
    }

    private static int number(Certificate certificate, String oid, int max) {
        var in = new DerReader(extension(certificate, oid));
        int number = in.integerUpTo(max, oid);
        in.end(oid);
        return number;
    }

    private static String ia5(Certificate certificate, String oid) {
        var in = new DerReader(extension(certificate, oid));
        var text = new String(in.content(DerReader.IA5_STRING, oid).toArray(), StandardCharsets.US_ASCII);
        in.end(oid);
        if (text.isEmpty()) throw new Malformed(oid, "empty");
        return text;
    }

    /** The octets stand in the extension as they are; an OCTET STRING around them is what the specification's text suggests. */
    private static Bytes hardwareId(Bytes value, Product product) {
        int size = product.hardwareIdSize();
        if (value.size() == size) return value;
        var in = new DerReader(value);
        var octets = in.content(DerReader.OCTET_STRING, "hwID");
        in.end("hwID");
        if (octets.size() != size) throw new Malformed("hwID", "not " + size + " octets");
        return octets;
    }

    private static Bytes extension(Certificate certificate, String oid) {
        return certificate.extension(oid).orElseThrow(() -> new Malformed(oid, "extension is missing"));
    }

    /** Whether {@code chipId}, the field of a report, is this chip: the hardware identifier and zeros behind it. */
    boolean isChip(Bytes chipId) {
        return hardwareId
                .filter(id -> chipId.slice(0, id.size()).equals(id)
                        && chipId.slice(id.size(), chipId.size()).allZero())
                .isPresent();
    }

    /** The first component that {@code reported}, a TCB_VERSION of this product, has another version of than the certificate. */
    Optional<TcbLayout.Component> differing(Bytes reported) {
        for (var component : product.layout().components()) {
            if (reported.at(component.octet()) != tcb.at(component.octet())) return Optional.of(component);
        }
        return Optional.empty();
    }
}
