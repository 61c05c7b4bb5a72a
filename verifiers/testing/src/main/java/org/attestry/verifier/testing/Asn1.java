package org.attestry.verifier.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.attestry.bytes.Bytes;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;

/** Writes the pieces of certificates and revocation lists. */
final class Asn1 {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter GENERALIZED =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Instant LAST_UTC = Instant.parse("2049-12-31T23:59:59Z");

    private Asn1() {}

    static Bytes der(ASN1Encodable value) {
        try {
            return Bytes.copyOf(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ASN1Primitive parsed(Bytes der) {
        try {
            return ASN1Primitive.fromByteArray(der.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DERSequence sequence(List<? extends ASN1Encodable> items) {
        var vector = new ASN1EncodableVector();
        items.forEach(vector::add);
        return new DERSequence(vector);
    }

    static DERTaggedObject explicit(int tag, ASN1Encodable value) {
        return new DERTaggedObject(true, tag, value);
    }

    /** UTCTime up to 2049, GeneralizedTime from then on (RFC 5280 section 4.1.2.5). */
    static ASN1Primitive time(Instant instant) {
        return instant.isAfter(LAST_UTC)
                ? new ASN1GeneralizedTime(GENERALIZED.format(instant))
                : new ASN1UTCTime(UTC.format(instant));
    }
}
