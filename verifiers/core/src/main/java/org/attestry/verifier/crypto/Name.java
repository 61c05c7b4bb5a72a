package org.attestry.verifier.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.attestry.bytes.Bytes;

/** A distinguished name, compared by its exact encoding, as issuers copy it. */
public record Name(Bytes der) {
    /** The one common name in it; absent where there is none or more than one. */
    public Optional<String> commonName() {
        var outer = new DerReader(der);
        var rdns = outer.sequence("Name");
        Optional<String> found = Optional.empty();
        while (rdns.hasMore()) {
            var rdn = rdns.enter(DerReader.SET, "RelativeDistinguishedName");
            while (rdn.hasMore()) {
                var attribute = rdn.sequence("AttributeTypeAndValue");
                if (!attribute.oid("type").equals(Oids.COMMON_NAME)) continue;
                if (found.isPresent()) return Optional.empty();
                found = Optional.of(text(attribute));
            }
        }
        return found;
    }

    private static String text(DerReader attribute) {
        int tag = attribute.nextIs(0x13) ? 0x13 : attribute.nextIs(DerReader.IA5_STRING) ? DerReader.IA5_STRING : 0x0c;
        return new String(attribute.content(tag, "commonName").toArray(), StandardCharsets.UTF_8);
    }

    /** The common name, or the length of the name: for the detail of a refusal. */
    @Override
    public String toString() {
        return commonName().orElse("a name of " + der.size() + " octets");
    }
}
