package org.attestry.verifier.crypto;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;

/** An extension of a certificate or revocation list: its octets, and whether who does not know it must refuse. */
public record Extension(boolean critical, Bytes value) {
    /**
     * The extensions in {@code in}, a SEQUENCE OF Extension, by object identifier; none may come twice. Ordered, since identifiers can be
     * chosen to meet in a hash table, and nothing is signed yet.
     */
    static SortedMap<String, Extension> parseAll(DerReader in) {
        var list = in.sequence("extensions");
        var byOid = new TreeMap<String, Extension>();
        while (list.hasMore()) {
            var extension = list.sequence("extension");
            var oid = extension.oid("extnID");
            boolean critical = extension.nextIs(DerReader.BOOLEAN);
            if (critical && !extension.bool("critical")) throw new Malformed("critical", "default written out");
            var value = extension.content(DerReader.OCTET_STRING, oid);
            extension.end(oid);
            if (byOid.put(oid, new Extension(critical, value)) != null)
                throw new Malformed(oid, "extension given twice");
        }
        return Collections.unmodifiableSortedMap(byOid);
    }
}
